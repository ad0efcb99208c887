import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One step taken with many cases at once; those that cannot be are left, each with its reason. Each has
/// its own line in the history and its own word in the inbox (feature 37).
package struct Several: Sendable {
  package private(set) var done: [Case] = []
  package private(set) var held: [(number: String, why: String)] = []

  package static let most = 50
  package static var more: [Schema.Property] {
    [.always("numbers", .list(.text)), .always("editions", .map(.integer))]
  }

  /// What an answer that offers it tells a program: which, and in which edition each stands.
  package static func members(_ files: [Case]) -> [JSON.Member] {
    [
      .init("numbers", .array(files.map { .string($0.number) })),
      .init("editions", .object(files.map { .init($0.number, .integer($0.edition)) })),
    ]
  }

  /// - Parameter carry: what is done with each besides moving; what keeps this one back, in words.
  package init(
    _ chosen: CaseChoices.Chosen, _ step: Step, by member: Member, _ desk: CaseDesk,
    _ moment: Moment,
    in database: borrowing Connection,
    _ carry: (CaseFacts, borrowing Connection) throws -> Carried
  ) throws {
    for number in chosen.numbers {
      guard let file = try Cases.find(number, in: database),
        try CaseScope.admits(member, to: file, in: database)
      else {
        throw Problems([
          Problem(field: "numbers", code: "notAChoice", message: "没有编号“\(number.prefix(20))”的申请。")
        ])
      }
      let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
      if let seen = chosen.editions[number], seen != file.edition {
        held.append((number: number, why: "您打开以后，这份申请又有了变化（现在是第 \(file.edition) 版），请打开看过再办。"))
        continue
      }
      if let refusal = try desk.judge.refusal(to: step, facts, in: database) {
        held.append((number: number, why: refusal.sentence))
        continue
      }
      switch try carry(facts, database) {
      case .not(let why): held.append((number: number, why: why))
      case .said(let said):
        let now = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
        let moved = try desk.take(step, now, said, before: facts, moment, in: database)
        try desk.record(step, moved, said, moment, in: database)
        done.append(moved)
      }
    }
  }

  package enum Carried {
    case said(Said)
    case not(because: String)
  }

  /// - Parameter done: what an answer calls those that it was done with.
  package static func schema(_ done: String) -> Schema {
    .object([
      .always(done, .list(.text)),
      .always("held", .list(.object([.always("number", .text), .always("reason", .text)]))),
    ])
  }

  package func json(_ name: String) -> JSON {
    .object([
      .init(name, .array(done.map { .string($0.number) })),
      .init(
        "held", .array(held.map { ["number": .string($0.number), "reason": .string($0.why)] })),
    ])
  }

  /// What was done and what was not, each with why.
  package func page(
    _ title: String, _ verb: String, on visit: Visit,
    backTo home: (label: String, address: Address) = ("申请", Paths.applications.link),
    counted unit: String = "份",
    @HTMLBuilder _ more: () -> HTML
  ) -> HTML {
    Shell(title, on: visit, trail: [home]).page {
      note(held.isEmpty ? .good : .warn) {
        p {
          "已\(verb) \(done.count) \(unit)\(held.isEmpty ? "" : "，没有\(verb) \(held.count) \(unit)")。"
        }
      }
      if !held.isEmpty {
        panel("没有\(verb)的") { ul { for one in held { li { "\(one.number)：\(one.why)" } } } }
      }
      more()
      p { a(.href(home.address)) { "回到\(home.label)" } }
    }
  }
}
