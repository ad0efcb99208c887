import Design
import HTML
import Policy
import Rounds
import Vocabulary

extension CaseDesk {
  /// The letter as it will go out, with all that is known now; what is still to be written stands in
  /// 〔 〕. Nothing where the round's package has no such letter.
  ///
  /// - Parameter figure: how long there will be, where the letter names a due day.
  package func preview(
    _ occasion: Policy.Letter.Occasion, _ facts: CaseFacts, due figure: Figures.Name? = nil,
    clause: String? = nil
  ) -> HTML {
    guard let letter = facts.package.letters.first(where: { $0.occasion == occasion }) else {
      return HTML()
    }
    let file = facts.file
    let today = facts.now.day
    var values: [String: String] = [:]
    for name in occasion.names {
      values[name] = "〔\(Policy.Letter.words[name] ?? name)〕"
    }
    values["enterprise"] = file.enterpriseName
    values["item"] = file.item
    values["number"] = file.number
    values["round"] = facts.round.title
    values["unit"] = file.unitName
    values["day"] = today.chinese
    values["clause"] = Citation.readable(clause ?? letter.clause)
    if let figure {
      values["due"] = calendar.deadline(after: today, days: facts.figure(figure)).day.chinese
    }
    return unfolding("预览：\(letter.title)") {
      doc(title: letter.title, signed: [file.unitName, today.chinese]) {
        for paragraph in letter.paragraphs { p { paragraph.filled(with: values) } }
      }
      if let label = letter.label { p(.class("small quiet")) { Citation.readable(label) } }
    }
  }
}
