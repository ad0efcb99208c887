import Design
import HTML
import Rounds
import Routing
import Vocabulary

/// Of which round something is looked at, where one is chosen.
struct RoundAsked: Input {
  static let round = Field.text("round", "批次", most: 7, example: "2026-1", isRequired: false)
  static let fields = [round.note]
  private let number: String
  init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.round) }

  /// Nil where none is named.
  func round(in library: Library) throws(Problems) -> Round? {
    if number.isEmpty { return nil }
    if let round = library.rounds.first(where: { $0.number == number }) { return round }
    throw Problems([Problem(field: "round", code: "notAChoice", message: "没有这个批次。")])
  }

  /// - Parameter shown: the one that is looked at, where nobody asked for another.
  static func filter(
    _ path: Path<Nowhere>, _ library: Library, _ sheet: Sheet, shown: Round?
  ) -> HTML {
    let isBlank = sheet.answers.isEmpty && sheet.problems.isEmpty
    return form(.method("get"), .action(path.link), .class("filters"), .novalidate()) {
      field(
        round.note.choosing(from: library.rounds.map { Choice($0.number, $0.title) }),
        isBlank ? Sheet(Answers([round.name: shown?.number ?? ""])) : sheet)
      button(.type("submit"), .class("plain")) { "看这一批" }
    }
  }
}
