import Design
import HTML
import Policy
import Rounds
import Vocabulary

extension CaseDesk {
  /// The letter as it will go out, with all that is known and typed by now, in the words in which it is
  /// kept when it is sent; what is still to be written stands in 〔 〕. Nothing where the round's package
  /// has no such letter.
  ///
  /// - Parameters:
  ///   - figure: how long there will be, where the letter names a due day.
  ///   - unit: who signs it.
  package func preview(
    _ draft: LetterDraft, _ facts: CaseFacts, due figure: Figures.Name?, from unit: String,
    isOpen: Bool
  ) -> HTML {
    let occasion = draft.occasion
    guard let letter = facts.package.letter(for: occasion) else { return HTML() }
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
    values["unit"] = unit
    values["day"] = today.plain
    values["clause"] = Citation.readable(letter.clause)
    if let figure {
      values["due"] = calendar.deadline(after: today, days: facts.figure(figure)).day.chinese
    }
    values.merge(draft.values.filter { !$0.value.isEmpty }) { $1 }
    return unfolding("预览：\(letter.title)", isOpen: isOpen) {
      doc(title: letter.title, signed: [unit, today.plain]) {
        for paragraph in letter.paragraphs { p { paragraph.filled(with: values) } }
      }
      if let label = letter.label { p(.class("small quiet")) { Citation.readable(label) } }
    }
  }
}
