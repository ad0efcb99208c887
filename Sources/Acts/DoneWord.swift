import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// The word after an act: its own sentence, as the record has it, and how many people have been told.
/// Whoever did it reads it once they are led on; an address that somebody types says nothing.
package enum DoneWord {
  /// Where an entry keeps how many people were told.
  static let told = "told"
  /// How long what was done is news, in milliseconds.
  private static let fresh: Int64 = 10 * 60_000

  /// - Parameter caller: who reads it; nil: whoever has shown that their browser did it.
  package static func of(
    _ mark: DoneMark, by caller: Caller?, at now: Instant, in database: borrowing Connection
  ) throws -> String? {
    guard
      let entry = try Journal.told(
        mark.act, by: caller?.actor, mark.entry,
        since: Instant(milliseconds: now.milliseconds - fresh), in: database)
    else { return nil }
    let people = entry.payload.flatMap { try? JSON(parsing: Array($0.utf8)) }?[told]?.integer ?? 0
    return sentence(entry.summary) + (people > 0 ? "已通知 \(people) 人。" : "")
  }

  /// Every sentence of the record begins with what was done (WordingTests).
  static func sentence(_ summary: String) -> String {
    (summary.hasPrefix("不") ? "已决定" : "已") + summary + "。"
  }
}
