import Acts
import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Check-your-answers: everything as it will be sent, each part with the way back to it.
struct AnswersCheck {
  let facts: CaseFacts
  let draft: Draft
  /// What was asked to be put right and stands as it was sent.
  var untouched: [CorrectionItem] = []

  static func html(_ facts: CaseFacts, _ desk: CaseDesk) -> HTML {
    (try? desk.ledger.store.read { database in
      let draft = try Drafts.of(facts, in: database)
      var check = AnswersCheck(facts: facts, draft: draft)
      check.untouched = try draft.untouched(facts, in: database)
      return check.html
    }) ?? HTML()
  }

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
      if !untouched.isEmpty {
        note(.warn) {
          p { "要补正的还有 \(untouched.count) 处没有改。提交以后这一次补正就用完了，请再核对：" }
          ul {
            for item in untouched {
              li {
                a(.href(address(Problem(field: item.field, code: "", message: "")))) {
                  draft.form.label(item.field)
                }
                "：\(item.text)"
              }
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
      if draft.isOpen(part) {
        p(.class("noprint")) {
          a(.href(SaveSection.path.link(SectionPlace(facts.file.number, number)))) {
            "修改“\(part.title)”"
          }
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
