import Acts
import Applications
import Design
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// The district takes a recommended case up in its cultivation plan, with at least one measure
/// (001 二（三）).
struct TakeUp: CaseAct {
  struct Asked: Input {
    static let measure = Field.longText(
      "measure", "培育措施", most: 500, help: "至少写一项：做什么、由谁做。", example: "漕河泾工作站辅导建立品牌管理制度")
    static let until = Field.day("until", "完成的日期").optional
    static let fields = [measure.note, until.note]
    let measure: String
    let until: Day?
    init(_ answers: Answers) throws(Problems) {
      (measure, until) = try answers.read(Self.measure, Self.until)
    }
  }

  static let step = Lifecycle.takeUp
  static let path = Path<CasePlace>("/applications/:number/plan")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if let until = asked.until, until < moment.today {
      throw Problems([
        Problem(field: "until", code: "tooEarly", message: "完成的日期不能在今天以前。")
      ])
    }
    try database.run(
      """
      INSERT INTO plan_measure (id, application, measure, until, at, person)
      VALUES (?, ?, ?, ?, ?, ?)
      """, CommissionID.drawnFresh.number, facts.file.id.number, asked.measure,
      asked.until?.number, moment.now.milliseconds, moment.person?.number)
    var said = Said(asked.measure)
    said.payload = ["measure": .string(asked.measure)]
    return said
  }
}

/// The plan's measures, for all who may see the case but body and experts.
struct PlanPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard CaseScope.isInside(member.seat) else {
      return nil
    }
    let measures = try database.all(
      "SELECT measure, until, at FROM plan_measure WHERE application = ? ORDER BY at",
      facts.file.id.number
    ) { row in
      (
        text: row.text(0), until: row.optionalInt(1).map { Day(number: $0) },
        at: Instant(milliseconds: Int64(row.int(2)))
      )
    }
    if measures.isEmpty { return nil }
    return CaseShown(
      "培育措施",
      ul {
        for measure in measures {
          li { "\(measure.text)\(measure.until.map { "，\($0.chinese)前完成" } ?? "")" }
        }
      },
      [
        .init(
          "plan",
          .array(
            measures.map { measure in
              .object(
                [.init("measure", .string(measure.text)), .init("at", .string("\(measure.at)"))]
                  + (measure.until.map { [.init("until", .string("\($0)"))] } ?? []))
            }))
      ])
  }
}
