import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// Asks one or more departments about a case, each with a letter and a due day (001 三（二）第二分句).
struct Consult: CaseAct {
  struct Asked: Input {
    static let question = Field.longText(
      "question", "征求什么意见", most: 1000, help: "写清楚要答复的问题；函里会写企业、产品或服务和编号。",
      example: "该企业近三年有没有因为产品质量受到处罚？")
    static let due = Field.day("due", "请在哪一天以前答复", help: "不填的，按规定的工作日数计算。").optional
    static let names = Field.longText(
      "names", "没有账户的部门", most: 200, help: "一行一个；发函以后可以生成一次性的答复链接。", example: "徐汇区文化和旅游局",
      isRequired: false)
    static let fields = [question.note, due.note, names.note]
    static var more: [Schema.Property]? { [.sometimes("departments", .list(.text))] }

    let question: String
    let due: Day?
    let names: [String]
    let departments: [String]

    /// A program sends `departments`, a browser one box for each.
    init(_ answers: Answers) throws(Problems) {
      let (question, due, names) = try answers.read(Self.question, Self.due, Self.names)
      self.question = question
      self.due = due
      self.names = names.split(whereSeparator: { $0.isNewline || "；;、".contains($0) }).map {
        $0.trimming(while: \.isWhitespace)
      }.filter { !$0.isEmpty }
      departments =
        try answers.list("departments")
        ?? answers.otherTexts.filter { $0.name.hasPrefix(Self.box) }.map {
          String($0.name.dropFirst(Self.box.count))
        }
      if departments.isEmpty, self.names.isEmpty {
        throw Problems([
          Problem(field: "names", code: "required", message: "请至少选一个部门，或者写明部门的名称。")
        ])
      }
    }

    static let box = "department-"
  }

  static let step = Lifecycle.consult
  static let path = Path<CasePlace>("/applications/:number/consultations")
  static let occasion: Policy.Letter.Occasion? = .consultation
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let due = try dueDay(asked, facts, moment)
    let addressees = try addressees(asked, facts, in: database)
    for one in addressees {
      try ask(one.name, one.department, asked.question, due, facts, moment, in: database)
    }
    let names = addressees.map(\.name)
    var said = Said("\(names.joined(separator: "、"))，请在 \(due.day.chinese) 前答复")
    said.payload = [
      "question": .string(asked.question), "departments": .array(names.map { .string($0) }),
      "due": .string("\(due.day)"),
    ]
    return said
  }

  /// Each once. A name of one that has an account here is that one: it answers by its account.
  private func addressees(
    _ asked: Asked, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [(name: String, department: OrganisationID?)] {
    let known = try Departments.of(facts.file.unit, in: database)
    var all: [(name: String, department: OrganisationID?)] = []
    for id in asked.departments {
      guard let department = known.first(where: { "\($0.id)" == id }) else {
        throw Problems([
          Problem(field: "departments", code: "notAChoice", message: "本区没有这个部门，或者它已经停用。")
        ])
      }
      all.append((department.name, department.id))
    }
    for name in asked.names {
      if TextFault(name, most: 60, allowsBreaks: false) != nil {
        throw Problems([Problem(field: "names", code: "tooLong", message: "部门的名称最多 60 个字。")])
      }
      let same = known.first { Departments.plain($0.name) == Departments.plain(name) }
      all.append((same?.name ?? name, same?.id))
    }
    var met: Set<String> = []
    return all.filter { met.insert(Departments.plain($0.name)).inserted }
  }

  private func dueDay(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment
  ) throws -> Due {
    let usual = facts.figure(.consultationDays)
    let answer = desk.calendar.deadline(after: moment.today, days: usual)
    guard let day = asked.due else {
      return Due(days: usual, day: answer.day, isProvisional: answer.isProvisional)
    }
    guard day > moment.today else {
      throw Problems([
        Problem(field: "due", code: "tooEarly", message: "答复的期限要在今天以后，部门才来得及答复。")
      ])
    }
    guard desk.calendar.isWorking(day) else {
      throw Problems([
        Problem(field: "due", code: "notWorking", message: "\(day.chinese) 不是工作日，请另选一天。")
      ])
    }
    // An answer that comes after the review must be over helps nobody.
    let last = max(facts.file.due ?? answer.day, answer.day)
    guard day <= last else {
      throw Problems([
        Problem(
          field: "due", code: "tooLate",
          message: "答复的期限最晚到 \(last.chinese)，再晚就赶不上审核。")
      ])
    }
    let days = desk.calendar.count(after: moment.today, through: day)
    return Due(days: days, day: day, isProvisional: !desk.calendar.isSettled(day))
  }

  private struct Due {
    let days: Int
    let day: Day
    let isProvisional: Bool
  }

  private func ask(
    _ name: String, _ department: OrganisationID?, _ question: String,
    _ due: Due, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let now = try Matters.of(facts.file.id, in: database)
    if Departments.waiting(now).contains(Departments.plain(name)) {
      throw Problems([
        Problem(
          field: department == nil ? "names" : "departments", code: "askedAlready",
          message: "已经向\(name)征求意见，还没有答复，不用再问一次。")
      ])
    }
    let id = try Matters.open(.consultation, reference: name, on: facts.file, moment, in: database)
    var draft = LetterDraft(
      .consultation,
      ["department": name, "question": question, "due": due.day.chinese])
    draft.isInternal = true
    draft.reader = department
    let letter = try desk.write(draft, facts, moment, in: database)
    try database.run(
      """
      INSERT INTO consultation (matter, application, department, name, question, days, due,
        provisional, asked, asked_by, letter) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, facts.file.id.number, department?.number, name, question, due.days,
      due.day.number, due.isProvisional, moment.now.milliseconds,
      moment.person?.number, letter?.number)
    guard let department else { return }
    try CaseScope.open(facts.file.id, to: .organisation(department), moment.now, in: database)
    try desk.post.tellUnit(
      department, as: [.department], .reviewTurn,
      [
        "title": "征求意见：\(facts.file.item)",
        "what": "\(facts.file.unitName)请你单位在 \(due.day.chinese) 前答复",
      ], about: facts.file.subject, link: ConsultationView.path.link(ItemPlace(id)), moment,
      in: database)
  }

  func words(_ facts: CaseFacts) -> HTML {
    p { "部门的意见供审核时参考，不代替本单位的决定；逾期没有答复的如实显示，不视为同意。每个部门发一份函，只有部门名称不同。" }
  }

  /// The one to the first of them.
  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    let ticked = Set(sheet.answers.otherTexts.map(\.name))
    let known = try Departments.of(facts.file.unit, in: database)
      .first { ticked.contains("\(Asked.box)\($0.id)") }?.name
    let named = sheet.text(Asked.names.note).split(whereSeparator: \.isNewline).first
    let days = facts.figure(.consultationDays)
    let due =
      Day(sheet.text(Asked.due.note))
      ?? desk.calendar.deadline(after: facts.now.day, days: days).day
    return [
      "department": known ?? named.map { $0.trimming(while: \.isWhitespace) } ?? "",
      "question": sheet.text(Asked.question.note), "due": due.chinese,
    ]
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let known = (try? desk.ledger.store.read { try Departments.free(facts, in: $0) }) ?? []
    let ticked = Set(sheet.answers.otherTexts.map(\.name))
    if known.isEmpty { return nil }
    return fieldset(.class("field")) {
      legend { "征求哪些部门" }
      for department in known {
        let name = "\(Asked.box)\(department.id)"
        div(.class("field flag")) {
          label(.for(name)) {
            input(
              .type("checkbox"), .id(name), .name(name), .value("yes"),
              .checked(ticked.contains(name)))
            span { department.name }
          }
        }
      }
    }
  }
}

enum Departments {
  /// Of this unit's district, as far as they are in the portal.
  static func of(
    _ unit: OrganisationID, in database: borrowing Connection
  ) throws -> [Organisation] {
    try Organisations.all(.department, under: unit, in: database).filter { $0.status == .active }
  }

  /// Those that can be asked: whoever has been asked and has not answered is not asked again.
  static func free(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Organisation] {
    let waiting = waiting(facts.matters)
    return try of(facts.file.unit, in: database).filter { !waiting.contains(plain($0.name)) }
  }

  static func waiting(_ matters: [Matter]) -> Set<String> {
    Set(matters.filter { $0.kind == .consultation && $0.isOpen }.map { plain($0.reference) })
  }

  /// One name, however it is spaced.
  static func plain(_ name: String) -> String { name.filter { !$0.isWhitespace } }
}

extension Substring {
  fileprivate func trimming(while isBlank: (Character) -> Bool) -> String {
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
