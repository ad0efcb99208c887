import HTML
import Routing
import Vocabulary

/// One field of a form: label, help, what is wrong, the input, and how much room is left.
package func field(_ note: FieldNote, _ sheet: Sheet, prefix: String = "") -> HTML {
  let id = prefix + note.name
  let problem = sheet.problem(note)
  let described = [
    note.help == nil ? nil : "\(id)-help", problem == nil ? nil : "\(id)-error",
    note.most == nil ? nil : "\(id)-counter",
  ].compactMap(\.self).joined(separator: " ")
  return div(.class(problem == nil ? "field" : "field wrong")) {
    label(.for(id)) {
      note.label
      if !note.isRequired { "（选填）" }
    }
    if let help = note.help { span(.class("help"), .id("\(id)-help")) { help } }
    if let problem { span(.class("error"), .id("\(id)-error")) { "有误：\(problem.message)" } }
    control(note, id: id, sheet.text(note), isWrong: problem != nil, described: described)
    if let most = note.most {
      span(.class("counter"), .id("\(id)-counter")) { "最多 \(most) 个字" }
    }
  }
}

private func control(
  _ note: FieldNote, id: String, _ text: String, isWrong: Bool, described: String
) -> HTML {
  let wrong: Attribute = .optional(isWrong ? .aria("aria-invalid", "true") : nil)
  let details: Attribute = .optional(described.isEmpty ? nil : .aria("aria-describedby", described))
  switch note.kind {
  case .day:
    return input(
      .id(id), .name(note.name), .type("date"), .class("short"), .value(text),
      .required(note.isRequired), wrong, details)
  case .integer(let range):
    return input(
      .id(id), .name(note.name), .type("number"), .inputmode("numeric"), .class("short"),
      .min("\(range.lowerBound)"), .max("\(range.upperBound)"), .step("1"), .value(text),
      .required(note.isRequired), wrong, details)
  case .text(let most):
    return input(
      .id(id), .name(note.name), .type("text"), .autocomplete("off"), .value(text),
      .data("data-counter", "\(id)-counter"), .data("data-most", "\(most)"),
      .required(note.isRequired), wrong, details)
  case .longText(let most):
    return textarea(
      .id(id), .name(note.name), .rows(6), .data("data-counter", "\(id)-counter"),
      .data("data-most", "\(most)"), .required(note.isRequired), wrong, details
    ) { "\n" + text }  // HTML drops the first line break of a textarea
  }
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
