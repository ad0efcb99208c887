import Acts
import Applications
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// Somebody has been there: when, who, what they found (feature 28). Photos are added one by one, as a
/// phone takes them.
struct VisitSite: CaseAct {
  struct Asked: Input {
    static let day = Field.day("on", "核查的日期")
    static let people = Field.text("people", "参加人员", most: 120, example: "孙丽、冯涛")
    static let findings = Field.longText(
      "findings", "核查的情况", most: 2000, example: "生产线在用，检验记录完整，商标标注与注册证一致。")
    static let fields = [day.note, people.note, findings.note]
    let day: Day
    let people, findings: String
    init(_ answers: Answers) throws(Problems) {
      (day, people, findings) = try answers.read(Self.day, Self.people, Self.findings)
    }
  }

  static let step = Lifecycle.visit
  static let path = Path<CasePlace>("/applications/:number/visits")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if asked.day > moment.today {
      throw Problems([
        Problem(field: "on", code: "future", message: "核查的日期不能在今天以后，请在核查以后记录。")
      ])
    }
    if let sent = facts.file.received ?? facts.file.submitted?.day, asked.day < sent {
      throw Problems([
        Problem(
          field: "on", code: "tooEarly",
          message: "这份申请 \(sent.chinese) 才提交，核查的日期不能更早。")
      ])
    }
    try database.run(
      """
      INSERT INTO site_visit (id, application, day, people, findings, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, ID<SiteVisit>(random: Random.number()).number, facts.file.id.number, asked.day.number,
      asked.people, asked.findings, moment.now.milliseconds, moment.person?.number)
    var said = Said("\(asked.day.chinese)，\(asked.people)")
    said.payload = [
      "on": .string("\(asked.day)"), "people": .string(asked.people),
      "findings": .string(asked.findings),
    ]
    return said
  }
}
