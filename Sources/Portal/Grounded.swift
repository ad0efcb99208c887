import HTTP
import Linux
import SQLite

/// Stands where the portal would while its data are so damaged that they cannot be read: whoever
/// asks whether it is ready is told what is wrong and what to do, everyone else to come again.
package final class Grounded: Sendable {
  private let folder: DataFolder
  private let server: Server
  /// What is wrong and what to do.
  package let note: String
  package var endpoint: Endpoint { server.endpoint }

  /// Nil where it was not the data that kept the portal from starting.
  package init?(_ path: String, _ options: Portal.Options, after error: any Error) throws {
    // A page that the start itself has met.
    if let flaw = error as? DatabaseError, flaw.isDamage {
      try Doubts(in: path).add(Opening.damage("\(flaw)"))
    }
    guard !(error is SystemError), let note = Doubts(in: path).note else { return nil }
    let folder = try DataFolder.claim(path, creates: false)
    server = try Server(
      options.endpoint, responder: Answers(note: note), limits: options.limits,
      proxies: options.proxies, standing: securityFields(origin: options.origin),
      log: options.logs ? AccessLog() : nil, loops: 1)
    self.folder = folder
    self.note = note
    Doubts.say(note, logs: options.logs)
  }

  package func stop() { server.stop() }

  private struct Answers: Responder {
    let note: String

    func plan(_ head: RequestHead) -> Plan {
      switch String(decoding: head.path, as: UTF8.self) {
      case "/healthz": return .answer(.text(.ok, "ok\n"))
      case "/readyz": return .answer(.text(.unavailable, "\(note)\n"))
      default:
        var response = Response.text(.unavailable, "系统的数据正在由管理人员核对，暂停服务，请稍后再来。\n")
        response.fields.add("Retry-After", "600")
        return .answer(response)
      }
    }
  }
}
