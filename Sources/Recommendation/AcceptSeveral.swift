import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Many taken in hand at once; those that cannot be are left, each with its reason (feature 37).
struct AcceptSeveral: RecordedAct {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { [.always("numbers", .list(.text))] }
    static let most = 50
    let numbers: [String]

    init(_ answers: Answers) throws(Problems) {
      numbers = try CaseChoices.numbers(answers, to: "受理", most: Self.most)
    }
  }

  struct Answer: Sendable {
    let accepted: [Case]
    let held: [(number: String, why: String)]
  }

  static let name = "application.acceptSeveral"
  static let summary = "一次受理多份"
  static let path = Path<Nowhere>("/acceptances/new")
  static let audience = Audience.members(Lifecycle.accept.by)
  static let clause: String? = Lifecycle.accept.clause
  static let schema = Schema.object([
    .always("accepted", .list(.text)),
    .always("held", .list(.object([.always("number", .text), .always("reason", .text)]))),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    var accepted: [Case] = []
    var held: [(number: String, why: String)] = []
    for number in asked.numbers {
      guard let file = try Cases.find(number, in: database),
        try CaseScope.admits(member, to: file, in: database)
      else {
        throw Problems([
          Problem(field: "numbers", code: "notAChoice", message: "没有编号“\(number.prefix(20))”的申请。")
        ])
      }
      let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
      do {
        try desk.judge.admit(Lifecycle.accept, facts, in: database)
      } catch let refusal as Refusal {
        held.append((number: number, why: refusal.sentence))
        continue
      }
      let said = try Accept(desk: desk).carry(Nothing(), facts, moment, in: database)
      let now = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
      let moved = try desk.take(Lifecycle.accept, now, said, moment, in: database)
      try desk.record(Lifecycle.accept, moved, said, moment, in: database)
      accepted.append(moved)
    }
    let answer = Answer(accepted: accepted, held: held)
    return accepted.isEmpty ? .unchanged(answer) : Done(answer, "一次受理 \(accepted.count) 份申请")
  }

  func json(_ answer: Answer) -> JSON {
    [
      "accepted": .array(answer.accepted.map { .string($0.number) }),
      "held": .array(
        answer.held.map { ["number": .string($0.number), "reason": .string($0.why)] }),
    ]
  }

  func next(_ answer: Answer, at place: Nowhere) -> Address { Paths.applications.link }

  /// What was done and what was not, each with why.
  func shown(_ answer: Answer, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      note(answer.held.isEmpty ? .good : .warn) {
        p {
          "已受理 \(answer.accepted.count) 份\(answer.held.isEmpty ? "" : "，没有受理 \(answer.held.count) 份")。"
        }
      }
      if !answer.held.isEmpty {
        panel("没有受理的") {
          ul { for one in answer.held { li { "\(one.number)：\(one.why)" } } }
        }
      }
      p { a(.class("button"), .href(Paths.letters.link)) { "打印受理通知书" } }
      p { a(.href(Paths.applications.link)) { "回到申请" } }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let (waiting, first) = try desk.ledger.store.read(lane: visit.lane) { database in
      let waiting = try Cases.waiting(
        at: .submitted, in: member.seat.organisation, most: Asked.most, database)
      return (
        waiting,
        try waiting.first.map {
          try desk.judge.facts(of: $0, for: member.caller.person, at: visit.now, in: database)
        }
      )
    }
    return Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      if waiting.isEmpty {
        emptyState("没有待受理的申请", "企业提交以后会出现在这里。")
      } else {
        p(.class("lead")) { "勾选材料齐全的，一起受理；有问题的请打开来退回补正。每一份发一份受理通知书。" }
        if let first {
          desk.preview(
            LetterDraft(.accepted), first, due: Lifecycle.accept.due, from: member.seat.name,
            isOpen: false)
        }
        sendForm(Self.path.link, on: visit, button: Self.summary, class: "asks several") {
          CaseChoices(
            files: waiting, sheet: sheet, today: visit.now.day, calendar: desk.calendar
          ).html("待受理的申请，期限近的在前")
        }
      }
    }
  }
}
