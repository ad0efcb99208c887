import Design
import HTML
import JSON
import Routing
import Vocabulary

/// One policy document, each clause under the name it is cited by. Every citation leads here.
struct DocumentView: View {
  typealias Asked = Nothing

  static let name = "document"
  static let summary = "政策原文：一条一条，引用的地方都链接到这里"
  static let path = Path<DocumentPlace>("/documents/:document")
  static let audience = Audience.everyone
  static let schema = Schema.object([
    .always("id", .text), .always("name", .text), .always("title", .text), .always("from", .text),
    .always(
      "clauses", .list(.object([.always("place", .text), .always("text", .text)]))),
  ])

  let texts: [PolicyText]

  func answer(
    _ asked: Nothing, at place: DocumentPlace, for actor: Visitor, _ visit: Visit
  ) throws -> PolicyText {
    guard let text = texts.first(where: { $0.id == place.id }) else { throw Refusal.notFound }
    return text
  }

  func json(_ text: PolicyText) -> JSON {
    let clauses = text.clauses.map { clause -> JSON in
      [
        "place": .string(clause.place),
        "text": .string(clause.lines.joined(separator: "\n")),
      ]
    }
    return [
      "id": .string(text.id), "name": .string(text.name), "title": .string(text.title),
      "from": .string(text.from), "clauses": .array(clauses),
    ]
  }

  func page(
    _ sheet: Sheet, _ text: PolicyText?, at place: DocumentPlace, for actor: Visitor,
    _ visit: Visit
  ) -> HTML {
    guard let text else { return HTML() }
    return Shell(
      text.title, on: visit,
      line: group {
        span(.class("quiet")) { text.from }
        chip("引作\(text.name)", .blue)
      }
    ).page(beside: "别的政策文件", isAfter: true) {
      section(.class("panel long")) { for clause in text.clauses { self.clause(clause) } }
    } aside: {
      panel("政策文件") {
        ul(.class("links")) {
          for other in texts {
            li {
              a(
                .href(Self.path.link(DocumentPlace(other.id))),
                .optional(other.id == text.id ? .aria("aria-current", "page") : nil)
              ) { "\(other.name)\(other.id == text.id ? "（这一份）" : "")" }
            }
          }
        }
      }
    }
  }

  private func clause(_ clause: PolicyText.Clause) -> HTML {
    section(.class("sentence"), .id(Citation.anchor(of: clause.place))) {
      h2(.class("clause")) { clause.place }
      for line in clause.lines { p { line } }
    }
  }
}

/// A document by its number.
struct DocumentPlace: Place, Equatable {
  static let holes = 1
  let id: String

  init(_ id: String) { self.id = id }

  init?(_ segments: [String]) {
    guard segments.count == 1 else { return nil }
    id = segments[0]
  }

  var segments: [String] { [id] }
}
