import Acts
import Desk
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// A draft that is not wanted any more; for a day it can be had back.
struct Discard: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.discard
  static let path = Path<CasePlace>("/applications/:number/discard")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) -> Said {
    var said = Said("24 小时内可以撤销")
    said.isQuiet = true
    return said
  }
}

/// The enterprise takes its application back, with a reason; for a day it can be undone.
struct Withdraw: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("撤回", help: "撤回以后各单位不再办理；24 小时内可以撤销。")
    static let reason = Field.longText("reason", "撤回的理由", most: 500, example: "产品调整，以后再申请")
    static let fields = [number.note, reason.note]
    let number, reason: String
    init(_ answers: Answers) throws(Problems) {
      (number, reason) = try answers.read(Self.number, Self.reason)
    }
  }

  static let step = Lifecycle.withdraw
  static let path = Path<CasePlace>("/applications/:number/withdrawal")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    Said(because: asked.reason)
  }
}

/// Back to where it was, within a day.
struct UndoEnding: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.undo
  static let path = Path<CasePlace>("/applications/:number/undo")
  let desk: CaseDesk

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    try Self.back(facts)
  }

  /// A draft comes back only while there is still a window to send it in.
  static func back(_ facts: CaseFacts) throws -> Said {
    if facts.file.cameFrom == .draft, let no = Guard.windowOpen.objection(facts) { throw no }
    return Said("回到“\((facts.file.cameFrom ?? .draft).title)”")
  }
}

/// The window has closed on a draft; a correction was not sent in time.
package struct Lapses: ClockWork {
  package init() {}

  package func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)] {
    var owed = try Deadlines.owed(Lifecycle.lapse.name, on: moment.today, in: database)
      .map { (step: Lifecycle.lapse, application: $0) }
    let closed = desk.library.rounds.filter {
      $0.phase(at: moment.now) == .closed || $0.cancelled != nil
    }
    for round in closed {
      owed += try Cases.all(in: round.id, at: .draft, database)
        .map { (step: Lifecycle.lapseDraft, application: $0.id) }
    }
    return owed
  }

  package func said(
    _ step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Said {
    var said = Said(try why(step, facts, in: database))
    said.reason = said.text.hasSuffix("。") ? said.text : "\(said.text)。"
    return said
  }

  /// Silence ends something after two reminders; how many there were is on the record with it.
  private func why(
    _ step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> String {
    if step.name == Lifecycle.lapse.name, let due = facts.file.due {
      let count = try Reminders.count(of: facts.file.subject, before: due, in: database)
      return "补正期限 \(due.chinese)已过，期间\(count == 0 ? "没有发出提醒" : "提醒过 \(count) 次")"
    }
    if let reason = facts.round.cancelled { return "\(facts.round.title)已取消，理由：\(reason)" }
    return "\(facts.round.title)已截止"
  }
}
