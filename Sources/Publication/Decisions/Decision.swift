import Acts
import Applications
import Routing
import SQLite
import Vocabulary

/// What a handler proposes of a case and an approver decides, with the words the applicant reads. It
/// goes through the matter `decision`; the words stand for ever.
struct Decision: Sendable, Equatable {
  enum Word: String, Sendable, CaseIterable {
    case list, notList, license, notLicense, suspend, restore, revoke

    var title: String {
      switch self {
      case .list: "拟列入公示"
      case .notList: "拟不列入"
      case .license: "准予使用标志"
      case .notLicense: "不予登记"
      case .suspend: "暂停"
      case .restore: "恢复"
      case .revoke: "撤销"
      }
    }
  }

  let matter: MatterID
  let word: Word
  let text: String
  let remedy: String

  init(_ row: borrowing Row) {
    matter = MatterID(row.int(0))
    word = known(row.text(1))
    text = row.text(2)
    remedy = row.text(3)
  }
}

/// A word of the record; one that the programme does not know is a fault, never a guess.
func known<Word: RawRepresentable>(_ text: String) -> Word where Word.RawValue == String {
  guard let word = Word(rawValue: text) else {
    preconditionFailure("\(Word.self) has no word “\(text)”, which the database holds")
  }
  return word
}

enum Decisions {
  static func open(
    _ word: Decision.Word, _ text: String, _ remedy: String, on file: Case, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let matter = try Matters.open(.decision, word.rawValue, on: file, moment, in: database)
    try database.run(
      "INSERT INTO decision (matter, word, text, remedy) VALUES (?, ?, ?, ?)", matter.number,
      word.rawValue, text, remedy)
  }

  static func of(_ matter: Matter, in database: borrowing Connection) throws -> Decision? {
    try database.first(
      "SELECT matter, word, text, remedy FROM decision WHERE matter = ?", matter.id.number,
      read: Decision.init)
  }

  /// The one that waits, closed with its outcome.
  static func close(
    _ facts: CaseFacts, _ outcome: String, _ moment: Moment, in database: borrowing Connection
  ) throws -> Decision {
    guard let matter = facts.open(.decision).last, let found = try of(matter, in: database) else {
      throw Refusal(.conflict, code: "decidedAlready", "这件事刚才已经有人办理，请刷新页面查看结果。")
    }
    try Matters.close(matter.id, outcome, moment, in: database)
    return found
  }
}
