import Applications
import Asking
import Design
import HTML
import JSON
import Policy
import Recommendation
import Routing
import SQLite
import Vocabulary

/// The screening sheets on the case's page: for the body itself, the bureau and those who watch it.
struct ScreeningPart: CasePart {
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    let step = Lifecycle.screen
    return try all.map { one in
      if one.admits(Lifecycle.correct) {
        let address = ReturnScreening.path.link(one.facts.file.place)
        return [
          Lifecycle.correct.name: [Corrections.offer(Lifecycle.correct, at: address, one.facts)]
        ]
      }
      guard one.admits(step) else { return [:] }
      var offer = Offer(
        step, step.title, at: RecordScreening.path.link(one.facts.file.place),
        hasForm: RecordScreening.hasForm)
      offer.schema = "\(one.facts.package.id).\(try one.facts.package.form(.screening).id)"
      return [step.name: [offer]]
    }
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.thirdParty, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let sheets = try Screenings.of(facts.file.id, in: database)
    guard let last = sheets.last else { return nil }
    let form = try facts.package.form(.screening)
    return CaseShown(
      form.title,
      group {
        for sheet in sheets where sheet.id != last.id {
          unfolding("\(sheet.at.chinese)的初筛表（\(state(of: sheet, facts))）") {
            html(sheet, form, facts)
          }
        }
        html(last, form, facts)
      },
      [
        .init(
          "screening",
          .array(
            sheets.map { sheet in
              [
                "id": .string("\(sheet.id)"), "at": .string("\(sheet.at)"),
                "by": .string(sheet.personName), "submission": .integer(sheet.submission),
                "answers": sheet.answers, "state": .string(word(of: sheet, facts)),
              ]
            }))
      ])
  }

  private func html(_ sheet: Screening, _ form: Form, _ facts: CaseFacts) -> HTML {
    group {
      factList {
        fact("初筛人员", HTML(sheet.personName))
        fact("填写时间", moment(sheet.at))
        fact("核对的是", HTML("第 \(sheet.submission) 次提交"))
        fact("情况", HTML(state(of: sheet, facts)))
      }
      unfolding("逐项核对") {
        filledForm(form, sheet.values(form), isBare: true)
      }
    }
  }

  private func matter(of sheet: Screening, _ facts: CaseFacts) -> Matter? {
    facts.matters.first { $0.kind == .screening && $0.reference == "\(sheet.id)" }
  }

  private func word(of sheet: Screening, _ facts: CaseFacts) -> String {
    matter(of: sheet, facts).map { $0.isOpen ? "open" : $0.outcome } ?? "open"
  }

  private func state(of sheet: Screening, _ facts: CaseFacts) -> String {
    guard let matter = matter(of: sheet, facts) else { return "" }
    let title = Screening.Verdict(rawValue: matter.word)?.title ?? matter.word
    if matter.isOpen { return "\(title)，等复核" }
    return matter.outcome == matter.word ? "\(title)，已复核" : "\(title)，复核时退回或已终止"
  }
}
