import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// How a part of the application looks while it is written: its questions, its files, what a colleague
/// saved meanwhile.
struct SectionPage {
  let answer: SectionView.Answer
  let place: SectionPlace
  let visit: Visit
  let isScanning: Bool

  private var file: Case { answer.facts.file }
  private var draft: Draft { answer.draft }

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      answer.section.title, on: visit, trail: [(file.item, CaseView.path.link(file.place))],
      line: saved
    ).page {
      errorSummary(sheet)
      if let help = answer.section.help { p(.class("lead")) { Citation.readable(help) } }
      if isStale(sheet) {
        // What a correction does not open was not asked, and so is not left out.
        Differences(
          asked.filter { draft.isOpen($0.id) }, stored: values, typed: sheet.answers.otherTexts
        ).html
      }
      corrections
      present
      KnownBeforehand(answer: answer).html
      if mayWrite {
        entry(sheet)
      } else if !asked.isEmpty {
        section(.class("panel long")) {
          FilledSection(
            section: answer.section, values: values,
            links: AttachmentDownload.evidence(file.number, draft.files), isTitled: false
          ).html
        }
      }
      files
      p(.class("acts")) {
        a(.href(CaseView.path.link(file.place))) { "回到申请书各部分" }
        if let ask = answer.offers.first(where: { $0.step.name == Lifecycle.askColleague.name }) {
          a(.href(ask.address)) { ask.title }
        }
      }
    }
  }

  private var present: HTML {
    div(.data("data-present", ""), .role("status")) {
      if !answer.present.isEmpty {
        p(.class("small quiet")) {
          answer.present.map { "\($0.name)正在\($0.mayWrite ? "填" : "看")这一部分" }
            .joined(separator: "，") + "。"
          if mayWrite, answer.present.contains(where: \.mayWrite) {
            "两个人都改的，后存的一位会看到两边的写法，由他核对。"
          }
        }
      }
    }
  }

  private var isWriter: Bool {
    answer.offers.contains { $0.step.name == Lifecycle.write.name }
  }

  /// A correction opens named fields: where none of them is typed, there is nothing to be saved.
  private var mayWrite: Bool { isWriter && draft.isWritable(answer.section) }

  private var asked: [Question] {
    answer.section.questions.filter { $0.computed == nil && $0.kind != .file }
  }

  private var values: Values {
    draft.reading(of: place.section, isComplete: false, on: visit.now.day).values
  }

  private var saved: HTML {
    if asked.isEmpty { return HTML() }
    return span(.class("quiet"), .data("data-saved-at", answer.part.at?.chinese ?? "")) {
      if let at = answer.part.at {
        "现在是第 \(answer.part.edition) 版，\(at.chinese) 保存。"
      } else {
        "这一部分还没有保存过。"
      }
      if mayWrite { "没有填完也可以先保存。" }
    }
  }

  private var corrections: HTML {
    let own = (draft.corrections ?? []).filter { item in
      answer.section.questions.contains { $0.id == item.field }
    }
    if own.isEmpty { return HTML() }
    return note(.warn) {
      p { "要求补正（只有这几项可以改）：" }
      ul {
        for item in own {
          li {
            if isWriter {
              a(.href(.place(item.field))) { label(item.field) }
            } else {
              label(item.field)
            }
            "：\(item.text)"
          }
        }
      }
    }
  }

  private func label(_ field: String) -> String {
    answer.section.questions.first { $0.id == field }?.label ?? field
  }

  private func entry(_ sheet: Sheet) -> HTML {
    let fields = QuestionFields(
      Questionnaire(answer.section.questions), sheet: sheet, files: draft.fileNames)
    let cited = CitedQuestions.of(asked)
    return sendForm(SaveSection.path.link(place), on: visit, button: "保存", class: "panel asking") {
      if let caution { note(.warn) { p { caution } } }
      input(.type("hidden"), .name(SaveSection.Asked.edition.name), .value(edition(sheet)))
      for question in asked {
        if draft.isOpen(question.id) {
          fields.html(question, isCited: cited.contains(question.id))
        } else {
          factList { fact(question.label, HTML(question.text(values[question.id]))) }
        }
      }
      // Here the page's script says how far it is with saving by itself.
      p(
        .class("small quiet"), .role("status"), .data("data-section", shows(sheet)),
        .data("data-writer", "\(visit.caller?.person.number ?? 0)")
      ) {}
    }
  }

  /// Where honours can be claimed that come too late.
  private var caution: String? {
    guard asked.contains(where: { $0.id == "honours" && draft.isOpen($0.id) }) else { return nil }
    return HonourClaims.caution(answer.facts)
  }

  private func isStale(_ sheet: Sheet) -> Bool { sheet.problems.contains { $0.code == "stale" } }

  /// What stands in the fields: the record, what was typed and refused, or that beside a colleague's.
  private func shows(_ sheet: Sheet) -> String {
    isStale(sheet) ? "stale" : sheet.problems.isEmpty ? "record" : "typed"
  }

  /// Only who has been shown what a colleague saved goes over it: another refusal leaves the edition
  /// that was asked for.
  private func edition(_ sheet: Sheet) -> String {
    let asked = sheet.answers.text(SaveSection.Asked.edition.note)
    return Int(asked) == nil || isStale(sheet) ? "\(answer.part.edition)" : asked
  }

  private var files: HTML {
    group {
      for slot in answer.section.questions where slot.kind == .file {
        SlotPanel(asked: slot, answer: answer, visit: visit, isScanning: isScanning).html
      }
    }
  }
}
