import Design
import Desk
import HTML
import JSON
import Routing
import Vocabulary

/// Cases to be ticked, for what is done with several at once: what came of their names, and a way to look
/// into each.
package struct CaseChoices {
  let files: [Case]
  /// As the form was sent.
  let sheet: Sheet
  let today: Day
  let calendar: WorkingDays

  package init(files: [Case], sheet: Sheet, today: Day, calendar: WorkingDays) {
    (self.files, self.sheet, self.today, self.calendar) = (files, sheet, today, calendar)
  }

  /// - Parameter column: what is asked by, where that is not the day.
  package func html(
    _ caption: String, column: (title: String, cell: (Case) -> HTML)? = nil
  ) -> HTML {
    let ticked = Set(sheet.answers.otherTexts.map(\.name))
    // Where an error that is about none of them alone leads.
    return div(.id("numbers"), .tabindex(-1)) {
      DataTable(
        caption,
        [.init("产品或服务"), .init("企业"), .init(column?.title ?? "办到"), .init("材料", isKept: true)],
        files.map { file in
          [
            group {
              hidden(Self.editionPrefix + file.number, "\(seen(file))")
              Self.tick(file, ticked.contains(file.number))
            }, HTML(file.enterpriseName),
            column?.cell(file) ?? dueText(file.due, on: today, calendar), Self.look(file),
          ]
        }
      ).bare
    }
  }

  /// What was ticked over an edition is sent over it again, whatever has come since.
  private func seen(_ file: Case) -> Int {
    let name = Self.editionPrefix + file.number
    return sheet.answers.otherTexts.first { $0.name == name }.flatMap { Int($0.value) }
      ?? file.edition
  }

  package static func tick(_ file: Case, _ isTicked: Bool) -> HTML {
    label(.class("choice")) {
      input(
        .type("checkbox"), .id(file.number), .name(file.number), .value("yes"), .checked(isTicked))
      span {
        file.item
        span(.class("sub")) { file.number }
      }
    }
  }

  package static func look(_ file: Case) -> HTML {
    a(.href(CaseView.path.link(file.place)), .aria("aria-label", "打开“\(file.item)”")) { "打开" }
  }

  package static func numbersTicked(_ answers: Answers) -> [String] {
    answers.otherTexts.map(\.name).filter { CasePlace([$0]) != nil }
  }

  /// Which, and each in the edition in which its reader saw it.
  package struct Chosen: Sendable {
    package let numbers: [String]
    package let editions: [String: Int]
  }

  private static let editionPrefix = "edition."

  /// A program sends `numbers` and `editions`, a browser a ticked box for each.
  package static func chosen(_ answers: Answers, to what: String, most: Int) throws(Problems)
    -> Chosen
  {
    let told = try answers.object("editions")?.map { (name: $0.name, edition: $0.value.integer) }
    let shown = answers.otherTexts.filter { $0.name.hasPrefix(editionPrefix) }.map {
      (name: String($0.name.dropFirst(editionPrefix.utf8.count)), edition: Int($0.value))
    }
    let editions = Dictionary(
      (told ?? shown).compactMap { one in one.edition.map { (one.name, $0) } }
    ) { first, _ in first }
    let named = try answers.list("numbers")
    // Named twice it is one.
    var seen: Set<String> = []
    let numbers = (named ?? numbersTicked(answers)).filter { seen.insert($0).inserted }
    var wrong: [Problem] = []
    if numbers.isEmpty || numbers.count > most {
      wrong.append(
        Problem(
          field: "numbers", code: numbers.isEmpty ? "required" : "tooMany",
          message: numbers.isEmpty ? "请至少选一份申请。" : "一次最多\(what) \(most) 份。"))
    }
    if numbers.isEmpty
      ? told == nil && shown.isEmpty : numbers.contains(where: { editions[$0] == nil })
    {
      wrong.append(
        Problem(field: "editions", code: "required", message: "请写明每一份您看到的是第几版；其间有变化的就不办。"))
    }
    if !wrong.isEmpty { throw Problems(wrong) }
    return Chosen(numbers: numbers, editions: editions)
  }
}
