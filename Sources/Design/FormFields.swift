import HTML
import HTTP
import Routing
import Vocabulary

/// One field of a form: label, help, what is wrong, the input, and how much room is left.
package func field(_ note: FieldNote, _ sheet: Sheet, prefix: String = "") -> HTML {
  let id = prefix + note.name
  let problem = sheet.problem(note)
  let described = [
    note.help == nil ? nil : "\(id)-help", problem == nil ? nil : "\(id)-error",
    note.countedTo == nil ? nil : "\(id)-counter",
  ].compactMap(\.self).joined(separator: " ")
  if case .flag = note.kind {
    return flag(note, sheet, id: id, problem, described: described)
  }
  return div(.class(problem == nil ? "field" : "field wrong")) {
    label(.for(id)) {
      note.label
      if !note.isRequired { "（选填）" }
    }
    if let help = note.help { p(.class("help"), .id("\(id)-help")) { help } }
    if let problem { fieldError(problem, id: id) }
    control(note, id: id, sheet.text(note), isWrong: problem != nil, described: described)
    if let file = sheet.answers.files[note.name] {
      // No page can put a file back into its field.
      p(.class("help")) { "刚才选的“\(file.name)”没有保留，请重新选择。" }
    }
    if let most = note.countedTo {
      p(.class("counter"), .id("\(id)-counter")) { "最多 \(most) 个字" }
    }
  }
}

/// What is wrong with a field, beside its name: an icon and the sentence.
package func fieldError(_ problem: Problem, id: String) -> HTML {
  p(.class("error"), .id("\(id)-error")) {
    icon(.alert)
    span { "有误：\(Citation.readable(problem.message))" }
  }
}

/// A box before its words, as people expect it.
private func flag(
  _ note: FieldNote, _ sheet: Sheet, id: String, _ problem: Problem?, described: String
) -> HTML {
  div(.class(problem == nil ? "field flag" : "field flag wrong")) {
    if let problem { fieldError(problem, id: id) }
    label(.for(id)) {
      control(note, id: id, sheet.text(note), isWrong: problem != nil, described: described)
      span { note.label }
    }
    if let help = note.help { p(.class("help"), .id("\(id)-help")) { help } }
  }
}

private func control(
  _ note: FieldNote, id: String, _ text: String, isWrong: Bool, described: String
) -> HTML {
  let wrong: Attribute = .optional(isWrong ? .aria("aria-invalid", "true") : nil)
  let details: Attribute = .optional(described.isEmpty ? nil : .aria("aria-describedby", described))
  let counter: Attribute = .optional(
    note.countedTo.map { _ in .data("data-counter", "\(id)-counter") })
  let most: Attribute = .optional(note.countedTo.map { .data("data-most", "\($0)") })
  let filled: Attribute = .autocomplete(note.autocomplete ?? "off")
  switch note.kind {
  case .secret:
    let isCode = note.autocomplete == "one-time-code"
    return input(
      .id(id), .name(note.name), .type(isCode ? "text" : "password"),
      .class(isCode ? "short" : ""), .inputmode(isCode ? "numeric" : "text"), filled,
      .required(note.isRequired), wrong, details)
  case .choice(let choices):
    return select(.id(id), .name(note.name), .required(note.isRequired), filled, wrong, details) {
      option(.value("")) { "请选择" }
      for choice in choices {
        option(.value(choice.value), .selected(choice.value == text)) { choice.label }
      }
    }
  case .flag:
    return input(
      .id(id), .name(note.name), .type("checkbox"), .value("yes"), .checked(!text.isEmpty),
      .required(note.isRequired), wrong, details)
  case .file(let rule):
    return input(
      .id(id), .name(note.name), .type("file"), .accept(rule.accepted),
      .required(note.isRequired), wrong, details)
  case .day:
    // A date picker throws away what is no date; what was typed must not be lost.
    let type = text.isEmpty || Day(text) != nil ? "date" : "text"
    return input(
      .id(id), .name(note.name), .type(type), .class("short"), .value(text),
      .required(note.isRequired), wrong, details)
  case .integer:
    return input(
      .id(id), .name(note.name), .type("text"), .inputmode("numeric"), .class("short"),
      .autocomplete("off"), .value(text), .required(note.isRequired), wrong, details)
  case .text:
    return input(
      .id(id), .name(note.name), .type(note.inputType), filled, .value(text), counter, most,
      .required(note.isRequired), wrong, details)
  case .longText:
    return textarea(
      .id(id), .name(note.name), .rows(6), counter, most, .required(note.isRequired), wrong, details
    ) { "\n" + text }  // HTML drops the first line break of a textarea
  }
}

extension FieldNote {
  /// How many characters are counted down. What is pasted to be checked is not.
  fileprivate var countedTo: Int? {
    switch kind {
    case .text, .longText: takesEmpty || hasFixedForm || autocomplete != nil ? nil : most
    default: nil
    }
  }

  /// So that a phone shows the right keyboard.
  fileprivate var inputType: String {
    switch autocomplete {
    case "email": "email"
    case "tel": "tel"
    default: "text"
    }
  }
}

extension FileRule {
  fileprivate var accepted: String {
    kinds.map { ".\($0.rawValue)" }.joined(separator: ",") + (kinds.contains(.jpeg) ? ",.jpg" : "")
  }
}

/// All problems together, each a link to its field; read first by a screen reader.
///
/// - Parameter failure: what it is called where nothing that was typed is to blame.
package func errorSummary(
  _ sheet: Sheet, prefix: String = "", failure: String = "这次没有办成"
) -> HTML? {
  if sheet.problems.isEmpty { return nil }
  return div(.class("panel summary"), .role("alert"), .tabindex(-1)) {
    h2 {
      sheet.problems.contains { !$0.field.isEmpty }
        ? "有 \(sheet.problems.count) 处需要改正" : failure
    }
    ul {
      for problem in sheet.problems {
        li {
          let words = Citation.readable(problem.message)
          if problem.field.isEmpty {
            words
          } else {
            a(.href(.place(prefix + problem.field))) { words }
          }
        }
      }
    }
  }
}
