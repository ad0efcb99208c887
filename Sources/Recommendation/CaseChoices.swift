import Applications
import Design
import Desk
import HTML
import JSON
import Routing
import Vocabulary

/// Cases to be ticked, for what is done with several at once: what came of their names, and a way to look
/// into each.
struct CaseChoices {
  let files: [Case]
  /// As the form was sent.
  let sheet: Sheet
  let today: Day
  let calendar: WorkingDays

  func html(_ caption: String) -> HTML {
    let ticked = Set(sheet.answers.otherTexts.map(\.name))
    // Where an error that is about none of them alone leads.
    return div(.id("numbers"), .tabindex(-1)) {
      DataTable(
        caption, [.init("产品或服务"), .init("企业"), .init("办到"), .init("材料", isKept: true)],
        files.map { file in
          [
            Self.tick(file, ticked.contains(file.number)), HTML(file.enterpriseName),
            dueText(file.due, on: today, calendar), Self.look(file),
          ]
        }
      ).bare
    }
  }

  static func tick(_ file: Case, _ isTicked: Bool) -> HTML {
    label(.class("choice")) {
      input(
        .type("checkbox"), .id(file.number), .name(file.number), .value("yes"), .checked(isTicked))
      span {
        file.item
        span(.class("sub")) { file.number }
      }
    }
  }

  static func look(_ file: Case) -> HTML {
    a(.href(CaseView.path.link(file.place)), .aria("aria-label", "打开“\(file.item)”")) { "打开" }
  }

  static func numbersTicked(_ answers: Answers) -> [String] {
    answers.otherTexts.map(\.name).filter { CasePlace([$0]) != nil }
  }

  /// A program sends `numbers`, a browser a ticked box for each.
  static func numbers(_ answers: Answers, to what: String, most: Int) throws(Problems) -> [String] {
    let numbers = try answers.list("numbers") ?? numbersTicked(answers)
    if numbers.isEmpty || numbers.count > most {
      throw Problems([
        Problem(
          field: "numbers", code: numbers.isEmpty ? "required" : "tooMany",
          message: numbers.isEmpty ? "请至少选一份申请。" : "一次最多\(what) \(most) 份。")
      ])
    }
    return numbers
  }
}
