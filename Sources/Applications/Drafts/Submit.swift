import Acts
import Design
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The signatory sends the application (001 三（一）): complete, inside the window to the millisecond, the
/// conditions judged; what is sent is frozen, and a receipt says so.
struct Submit: CaseAct {
  struct Asked: Input {
    static let agreed = Field.flag(
      "agreed", "我已核对全部内容，代表企业提交，并遵守申请书中的声明", isRequired: true)
    static let fields = [agreed.note]
    init(_ answers: Answers) throws(Problems) { _ = try answers.read(Self.agreed) }
  }

  static let step = Lifecycle.submit
  static let path = Path<CasePlace>("/applications/:number/submission")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let draft = try Drafts.of(facts, in: database)
    let reading = draft.reading(isComplete: true, on: moment.today)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let sent = try Submissions.freeze(facts, draft, moment, in: database)
    try desk.keepStanding(facts, .submit, moment, in: database)
    var said = Said("第 \(sent.version) 版，指纹 \(Hex.text(sent.digest).prefix(16))")
    said.payload = ["sha256": .string(Hex.text(sent.digest)), "version": .integer(sent.version)]
    said.letter = LetterDraft(.receipt, ["hash": Hex.text(sent.digest)])
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    (try? desk.ledger.store.read {
      try AnswersCheck(facts: facts, draft: Drafts.of(facts, in: $0)).html
    })
      ?? HTML()
  }
}

/// What was asked for has been put right: a new version goes back to where the case came from.
struct Resubmit: CaseAct {
  typealias Asked = Submit.Asked

  static let step = Lifecycle.resubmit
  static let path = Path<CasePlace>("/applications/:number/resubmission")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let draft = try Drafts.of(facts, in: database)
    let reading = draft.reading(isComplete: true, on: moment.today)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let sent = try Submissions.freeze(facts, draft, moment, in: database)
    for matter in facts.open(.correction) + facts.open(.extension) {
      try Matters.close(matter.id, "corrected", moment, in: database)
    }
    if facts.file.cameFrom == .accepted {
      try HonourClaims.settle(facts, sent, moment, in: database)
    }
    var said = Said("第 \(sent.version) 版，指纹 \(Hex.text(sent.digest).prefix(16))")
    said.payload = ["sha256": .string(Hex.text(sent.digest)), "version": .integer(sent.version)]
    // The office's days begin anew with what it asked for.
    let figure: Figures.Name? =
      switch facts.file.cameFrom {
      case .submitted: .acceptDays
      case .accepted: .districtDays
      default: nil
      }
    said.due = figure.map { figure in
      DueDay(
        figure: figure.rawValue, days: facts.figure(figure),
        desk.calendar.deadline(after: moment.today, days: facts.figure(figure)))
    }
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    (try? desk.ledger.store.read {
      try AnswersCheck(facts: facts, draft: Drafts.of(facts, in: $0)).html
    })
      ?? HTML()
  }
}

/// Check-your-answers: everything as it will be sent, each part with the way back to it.
struct AnswersCheck {
  let facts: CaseFacts
  let draft: Draft

  var html: HTML {
    let reading = draft.reading(isComplete: true, on: facts.now.day)
    return group {
      if !reading.problems.isEmpty {
        note(.warn) {
          p { "还有 \(reading.problems.count) 处没有填好，填好以后才能提交：" }
          ul {
            for problem in reading.problems.prefix(30) {
              li { a(.href(address(problem))) { problem.message } }
            }
          }
        }
      }
      unproven(reading.values)
      for (index, section) in draft.form.sections.enumerated() {
        part(section, index + 1, reading.values)
      }
    }
  }

  /// Nothing is missing, but whoever verifies would have to search.
  private func unproven(_ values: Values) -> HTML {
    let missing = Evidence.missing(values, draft.form.questionnaire.questions)
    if missing.isEmpty { return HTML() }
    return note {
      p { "下面几项还没有指明见哪一份附件，指明了核对得快（不指明也可以提交）：" }
      ul {
        for (table, rows) in missing {
          li {
            a(.href(address(Problem(field: table.id, code: "", message: "")))) {
              "\(table.label)：第 \(rows.map(String.init).joined(separator: "、")) 行"
            }
          }
        }
      }
    }
  }

  private func part(_ part: Policy.Form.Section, _ number: Int, _ values: Values) -> HTML {
    let slots = part.questions.filter { $0.kind == .file }
    return section(.class("panel long")) {
      FilledSection(
        section: part, values: values,
        links: AttachmentDownload.evidence(facts.file.number, draft.files)
      ).html
      if !slots.isEmpty {
        factList {
          for slot in slots {
            let kept = draft.files.filter { $0.slot == slot.id }
            fact(
              slot.label, HTML(kept.isEmpty ? "没有上传" : kept.map(\.name).joined(separator: "、")))
          }
        }
      }
      p(.class("noprint")) {
        a(.href(SaveSection.path.link(SectionPlace(facts.file.number, number)))) {
          "修改“\(part.title)”"
        }
      }
    }
  }

  private func address(_ problem: Problem) -> Address {
    let id = Questionnaire.id(of: problem.field)
    let index = draft.form.sections.firstIndex { section in
      section.questions.contains { $0.id == id }
    }
    return SaveSection.path.link(SectionPlace(facts.file.number, (index ?? 0) + 1))
  }
}
