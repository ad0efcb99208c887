import HTML
import Policy
import Vocabulary

/// The one input of a field.
struct QuestionControl {
  let fields: QuestionFields
  let question: Question
  let name: String

  var html: HTML {
    let text = fields.text(name)
    let wrong: Attribute = .optional(
      fields.problem(name) == nil ? nil : .aria("aria-invalid", "true"))
    let described = fields.described(question, name)
    switch question.kind {
    case .longText:
      return textarea(
        .id(name), .name(name), .rows(6), counter, most, wrong, described
      ) { "\n" + text }  // HTML drops the first line break of a textarea
    case .choice, .industry:
      return select(.id(name), .name(name), wrong, described) {
        option(.value("")) { "请选择" }
        for choice in question.choices {
          option(.value(choice.value), .selected(choice.value == text)) { choice.label }
        }
        if fields.offersUnsure {
          option(.value(QuestionFields.unsure), .selected(text == QuestionFields.unsure)) { "不清楚" }
        }
      }
    case .evidence:
      let names = fields.files[question.slot ?? ""] ?? []
      return select(.id(name), .name(name), wrong, described) {
        option(.value("")) { names.isEmpty ? "还没有上传，上传以后再选" : "请选择" }
        for file in names + (text.isEmpty || names.contains(text) ? [] : [text]) {
          option(.value(file), .selected(file == text)) { file }
        }
      }
    case .date:
      // A date picker throws away what is no date; what was typed must not be lost.
      let isDay = text.isEmpty || Day(text) != nil
      return input(
        .id(name), .name(name), .type(isDay ? "date" : "text"), .class("short"), .value(text),
        wrong, described)
    case .integer, .decimal, .money, .year:
      return input(
        .id(name), .name(name), .type("text"), .class("short"), .value(text), wrong, described,
        .inputmode(question.kind == .integer || question.kind == .year ? "numeric" : "decimal"),
        .autocomplete("off"))
    default:
      return input(
        .id(name), .name(name), .type(type), .value(text), wrong, described, counter, most,
        .autocomplete("off"))
    }
  }

  private var type: String {
    switch question.kind {
    case .mail: "email"
    case .phone: "tel"
    default: "text"
    }
  }

  private var counter: Attribute {
    .optional(fields.isCounted(question) ? .data("data-counter", "\(name)-counter") : nil)
  }

  private var most: Attribute {
    .optional(fields.isCounted(question) ? .data("data-most", "\(question.most)") : nil)
  }
}
