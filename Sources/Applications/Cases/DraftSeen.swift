import Acts
import Routing
import Vocabulary

/// What would be done with several cases at once, in one number that a page carries along: whoever publishes
/// or entrusts them does so with what they read, each case in the edition in which it stood there.
package enum DraftSeen {
  package static func edition(of ready: [CaseFacts]) -> Int {
    // With the names as they would be frozen: an enterprise may have been corrected meanwhile.
    Edition.of(
      ready.lazy.map(\.file).map { file in
        [file.number, "\(file.edition)", file.item, file.enterpriseName, file.unitName]
          .joined(separator: "\u{1}")
      })
  }

  /// - Parameter deed: what it is that would be done, in a verb.
  package static func require(
    _ ready: [CaseFacts], to deed: String, _ moment: Moment, clause: String?
  ) throws(Refusal) {
    let now = edition(of: ready)
    let names = ready.prefix(5).map { "“\($0.file.item)”" }.joined(separator: "、")
    try moment.requireSeen(
      now,
      "您打开以后，可以\(deed)的有了变化：现在是 \(ready.count) 项，\(names)\(ready.count > 5 ? "等" : "")。下面是现在的，请核对以后再\(deed)。",
      as: "\(now)", clause: clause,
      stands: ("cases", ready.map(\.file.number).joined(separator: "、")))
  }
}
