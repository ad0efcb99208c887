import HTTP
import Vocabulary

/// An act that takes files. An upload is paid for before it is read: from the request's head alone
/// it is known that there is a place for them and that it is the caller's, and the caller's account
/// has been charged. Kinds, sizes and names are what its file fields declare.
package protocol UploadAct: Act {
  /// Throws where there is no such place, or where it is not this caller's. What else stands in the
  /// way, such as that it is filled already, is the act's matter: a repetition has its first answer.
  func requireSlot(at place: Spot, for actor: Actor, _ visit: Visit) throws

  /// A piece of a file that has been counted already: its bytes are charged, and no upload more.
  static var isPiece: Bool { get }
}

extension UploadAct {
  package static var isPiece: Bool { false }
}

extension UploadRules {
  /// No more than the files that are asked for, and the texts beside them.
  func fitting(_ fields: [FieldNote]) -> UploadRules {
    let slots = fields.compactMap(\.fileRule)
    var rules = self
    rules.files = slots.count
    rules.file = slots.map(\.mostBytes).max() ?? 0
    rules.request = slots.map(\.mostBytes).reduce(texts + (1 << 20), +)
    return rules
  }

  /// Charged to whoever sends.
  func paid(by visit: Visit, _ meter: UploadMeter, isPiece: Bool) throws -> UploadRules {
    var announced: Int?
    // What is longer than any may be is refused before it is read.
    if case .length(let count) = visit.head.framing { announced = min(count, request) }
    var rules = self
    do {
      let lease = try meter.begin(
        visit.sender, announced: announced, most: request, isPiece: isPiece,
        at: visit.wall.milliseconds)
      rules.request = announced == nil ? lease.reserved : request
      rules.lease = lease
      return rules
    } catch .tooManyRunning {
      throw Refusal(
        .tooMany, code: "uploadsRunning", "您同时上传的太多，请等前面的传完再试。", retryAfter: 10)
    } catch .spent(let seconds) {
      throw Refusal(
        .tooMany, code: "tooManyUploads", "上传得太多，请一小时后再试。", retryAfter: seconds)
    }
  }
}

extension Visit {
  /// Whose account is charged: theirs, or that of where they are.
  package var sender: String {
    if let caller { return caller.actor }
    switch client {
    case .local: return "local"
    case .address(let address): return address.countedText
    }
  }
}
