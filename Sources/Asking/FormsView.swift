import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// Every form of the programme, to be read and printed before anyone begins (feature 6).
struct FormsView: View {
  struct Asked: Input {
    static let fields = [CheckView.Asked.policy.note]
    let policy: String
    init(_ answers: Answers) throws(Problems) {
      policy = try answers.read(CheckView.Asked.policy)
    }
  }

  static let name = "forms"
  static let summary = "全部表格和文书"
  static let path = Paths.forms
  static let audience = Audience.everyone
  static let clause: String? = "001 三（一）第二分句"
  static let schema = Schema.object([
    .always("policy", .text), .always("title", .text), .always("hash", .text),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("title", .text), .always("who", .text),
          .always("questions", .integer), .always("href", .text),
        ]))), .always("rubrics", .list(RubricSheet.schema)),
  ])

  struct Answer: Sendable {
    let package: Package
    /// As it is called on the shelf.
    let name: String
    let shelf: Shelf
  }

  let library: Library
  let printed = Printed<HTML>()

  func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let package = try library.named(asked.policy, visit)
    let shelf = library.shelf(at: visit.now)
    return Answer(package: package, name: shelf.name(of: package), shelf: shelf)
  }

  func edition(at now: Instant) -> Library.Edition? { library.edition(at: now) }

  func json(_ answer: Answer) -> JSON {
    let package = answer.package
    let items = package.forms.map { form -> JSON in
      [
        "id": .string(form.id), "title": .string(form.title),
        "who": .string(form.filler.rawValue),
        "questions": .integer(form.questionnaire.questions.count),
        "href": .string(FormView.path.link(FormPlace(answer.name, form)).text),
      ]
    }
    return [
      "policy": .string(answer.name), "title": .string(package.title),
      "hash": .string(package.fingerprint), "items": .array(items),
      "rubrics": .array(package.rubrics.map { RubricSheet(rubric: $0).json }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    let book = answer.map { FormBookView.path.link(PolicyPlace($0.name)) }
    return Shell(
      "表格和文书", on: visit, current: Paths.forms.link,
      line: span(.class("quiet")) { "开始之前先看一看要填什么、要准备什么。每张表都可以打印。" },
      act: book.map { book in
        a(.class("button plain"), .href(book)) {
          icon(.print)
          "一次打印全部表格"
        }
      }
    ).page {
      errorSummary(sheet)
      if let answer {
        versions(answer)
        printed.once(of: answer.package, called: answer.name) {
          FormsPage(package: answer.package, name: answer.name).html
        }
      }
    }
  }

  private func versions(_ answer: Answer) -> HTML {
    nav(.aria("aria-label", "政策包")) {
      ul(.class("tabs")) {
        for other in answer.shelf.shown {
          let name = answer.shelf.name(of: other)
          li {
            a(
              .href(Self.path.link(Nowhere(), query: [("policy", name)])),
              .optional(name == answer.name ? .aria("aria-current", "page") : nil)
            ) { name == other.id ? other.title : "\(other.title)第 \(other.version) 版" }
          }
        }
      }
    }
  }
}
