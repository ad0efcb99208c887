import HTML
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
  return div(.class(problem == nil ? "field" : "field wrong")) {
    label(.for(id)) {
      note.label
      if !note.isRequired { "（选填）" }
    }
    if let help = note.help { span(.class("help"), .id("\(id)-help")) { help } }
    if let problem { span(.class("error"), .id("\(id)-error")) { "有误：\(problem.message)" } }
    control(note, id: id, sheet.text(note), isWrong: problem != nil, described: described)
    if let most = note.countedTo {
      span(.class("counter"), .id("\(id)-counter")) { "最多 \(most) 个字" }
    }
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
  switch note.kind {
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
      .id(id), .name(note.name), .type("text"), .autocomplete("off"), .value(text), counter, most,
      .required(note.isRequired), wrong, details)
  case .longText:
    return textarea(
      .id(id), .name(note.name), .rows(6), counter, most, .required(note.isRequired), wrong, details
    ) { "\n" + text }  // HTML drops the first line break of a textarea
  }
}

extension FieldNote {
  /// How many characters are counted down. What is pasted to be checked is not.
  fileprivate var countedTo: Int? { takesEmpty ? nil : most }
}

/// All problems together, each a link to its field; read first by a screen reader.
package func errorSummary(_ sheet: Sheet, prefix: String = "") -> HTML? {
  if sheet.problems.isEmpty { return nil }
  return div(.class("summary"), .role("alert"), .tabindex(-1)) {
    h2 { "有 \(sheet.problems.count) 处需要改正" }
    ul {
      for problem in sheet.problems {
        li { a(.href(.place(prefix + problem.field))) { problem.message } }
      }
    }
  }
}
