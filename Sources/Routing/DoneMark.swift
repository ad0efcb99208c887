import Digest
import Linux
import Synchronization

/// What a browser was just led on from, in the address of the page that follows: which act, which entry of
/// the record tells of it, and, for what somebody does who is not signed in afterwards, a seal that only
/// this portal can have made for this very browser.
package struct DoneMark: Sendable, Equatable {
  package static let word = "done"

  package let act: String
  package let entry: Int?
  let seal: String?

  init(_ act: String, entry: Int?, _ key: FormKey?) {
    self.act = act
    self.entry = entry
    seal = entry.flatMap { entry in key.map { Self.seal(act, entry, $0) } }
  }

  package init(_ text: String) {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    act = parts[0]
    entry = parts.count > 1 ? Int(parts[1]) : nil
    seal = parts.count > 2 ? parts[2] : nil
  }

  var text: String {
    ([act] + (entry.map { ["\($0)"] } ?? []) + (seal.map { [$0] } ?? [])).joined(separator: "~")
  }

  /// This very browser did it.
  func isOf(_ key: FormKey?) -> Bool {
    guard let key, let entry, let seal else { return false }
    return equalInConstantTime(Array(seal.utf8), Array(Self.seal(act, entry, key).utf8))
  }

  /// A browser may choose what it is called by; what is put under that, nobody outside can make.
  private static func seal(_ act: String, _ entry: Int, _ key: FormKey) -> String {
    let words = "\(key.token) \(act) \(entry)"
    return BaseText.base64URL(
      Array(HMAC.code(key: secret, Array(words.utf8)).prefix(12)))
  }

  /// As long as the process lives: the word is good for ten minutes.
  private static let secret = Random.bytes(32)
}

/// Filled in by whatever puts an act on the record.
package final class NotedEntry: Sendable {
  private let kept = Mutex<Int?>(nil)

  package func note(_ entry: Int?) { kept.withLock { $0 = entry } }
  package var number: Int? { kept.withLock { $0 } }
}
