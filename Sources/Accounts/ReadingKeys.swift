import Routing
import Vocabulary

/// What an act that puts a reading on the record gives to whoever reads: good for this file, in this
/// session, for a few minutes. The reading itself stays a GET that changes nothing (reliability R45).
package struct ReadingKeys: Sendable {
  private static let minutes = 10
  private let seal: Seal

  init(_ seal: Seal) { self.seal = seal }

  /// - Parameter file: which one, in words that no other file has.
  package func issue(_ file: String, _ caller: Caller, at wall: Instant) -> String {
    seal.issue("read", for: purpose(file, caller), minutes: Self.minutes, at: wall)
  }

  package func admits(_ key: String, _ file: String, _ caller: Caller, _ visit: Visit) -> Bool {
    seal.open(key, for: purpose(file, caller), at: visit.wall) != nil
  }

  private func purpose(_ file: String, _ caller: Caller) -> String {
    "file \(file) \(caller.session)"
  }

  /// Asked for by a file that is read on the record only.
  package static let key = Field.text("key", "查看凭据", most: 200, example: "", isRequired: false)

  package static let openFirst = Refusal(
    .conflict, code: "openFirst", "查看材料要留下记录，请在它所在的页面上按“查看”打开。")
}
