import Digest
import Synchronization

/// What a browser was just led on from, in the address of the page that follows: which act, which entry of
/// the record tells of it, and, for whoever is not signed in on that page, a seal that only the browser
/// which did it can have been given.
package struct DoneMark: Sendable, Equatable {
  package static let word = "done"

  package let act: String
  package let entry: Int?
  let seal: String?

  init(_ act: String, entry: Int?, _ key: FormKey?) {
    self.act = act
    self.entry = entry
    seal = entry.flatMap { entry in key.map { $0.seal("\(act)~\(entry)") } }
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
    return equalInConstantTime(Array(seal.utf8), Array(key.seal("\(act)~\(entry)").utf8))
  }
}

/// Filled in by whatever puts an act on the record.
package final class NotedEntry: Sendable {
  private let kept = Mutex<Int?>(nil)

  package func note(_ entry: Int?) { kept.withLock { $0 = entry } }
  package var number: Int? { kept.withLock { $0 } }
}
