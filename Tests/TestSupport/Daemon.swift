import Foundation
import Linux

/// A real clamd of the test's own: on this machine, without a network, with one signature made up here.
package final class Daemon {
  package static let program = "/usr/sbin/clamd"
  package static var isThere: Bool { Files.exists(program) }
  package static let name = "BrandPilot.Test.UNOFFICIAL"
  /// What its signature finds.
  package static let virus = "brandpilot-test-signature-7f3a"

  package let folder: String
  package var socket: String { folder + "/clamd.sock" }
  package var address: String { "unix:\(socket)" }
  private var running: Program

  /// - Parameter more: lines of its configuration.
  package init(in folder: String, more: [String] = []) throws {
    self.folder = folder
    try Files.makeFolder(folder + "/signatures")
    let hex = Self.virus.utf8.map { String(format: "%02x", $0) }.joined()
    try Files.replace(
      folder + "/signatures/test.ndb", with: Array("BrandPilot.Test:0:*:\(hex)\n".utf8), mode: 0o644
    )
    let lines =
      [
        "LocalSocket \(folder)/clamd.sock", "DatabaseDirectory \(folder)/signatures",
        "Foreground yes", "User \(NSUserName())",
      ] + more
    try Files.replace(
      folder + "/clamd.conf", with: Array((lines.joined(separator: "\n") + "\n").utf8))
    running = try Self.started(folder)
  }

  private static func started(_ folder: String) throws -> Program {
    let program = try Program(Self.program, ["-c", folder + "/clamd.conf"])
    let isUp = eventually {
      !program.isRunning || (try? Dialogue(path: folder + "/clamd.sock", seconds: 5)) != nil
    }
    guard isUp, program.isRunning else {
      throw SystemError("start clamd: \(program.said)", code: 5)
    }
    return program
  }

  package func stop() {
    running.kill()
    running.wait()
    Files.remove(socket)
  }

  package func start() throws { running = try Self.started(folder) }

  deinit { stop() }
}
