import Acts
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The letters of a day, one under the other, to be printed in one go: each begins on a page of its own.
struct LettersView: View {
  struct Asked: Input {
    static let occasion = Field.choice(
      "occasion", "文书",
      Policy.Letter.Occasion.allCases.map { Choice($0.rawValue, $0.title) }, isRequired: false)
    static let day = Field.day("day", "哪一天发出的", help: "不填的，是今天。").optional
    static let fields = [occasion.note, day.note]
    let occasion: Policy.Letter.Occasion?
    let day: Day?

    init(_ answers: Answers) throws(Problems) {
      let (word, day) = try answers.read(Self.occasion, Self.day)
      occasion = Policy.Letter.Occasion(rawValue: word)
      self.day = day
    }
  }

  static let name = "letters"
  static let summary = "打印文书"
  static let path = Paths.letters
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover)
  static let schema = Schema.object([
    .always("day", .day),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("title", .text), .always("to", .text),
          .always("at", .instant), .always("href", .text),
        ]))),
  ])

  struct Answer: Sendable {
    let day: Day
    let letters: [CaseLetter]
  }

  static let most = 100
  let desk: CaseDesk

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let day = asked.day ?? visit.now.day
    let letters = try desk.ledger.store.read(lane: visit.lane) { database in
      try CaseLetters.of(
        day, asked.occasion, in: member.seat.kind == .district ? member.seat.organisation : nil,
        most: Self.most, database)
    }
    return Answer(day: day, letters: letters)
  }

  func json(_ answer: Answer) -> JSON {
    [
      "day": .string("\(answer.day)"),
      "items": .array(
        answer.letters.map { letter in
          [
            "id": .string("\(letter.id)"), "title": .string(letter.title),
            "to": .string(letter.recipient), "at": .string("\(letter.at)"),
            "href": .string("/api/v1" + LetterView.path.link(ItemPlace(letter.id)).text),
          ]
        }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      form(.method("get"), .action(Self.path.link), .class("filters"), .novalidate()) {
        for note in Asked.fields { field(note, sheet) }
        button(.type("submit"), .class("plain")) { "查找" }
      }
      if let answer {
        if answer.letters.isEmpty {
          emptyState("这一天没有文书", "换一天，或者换一种文书再看。")
        } else {
          p(.class("lead")) {
            "\(answer.day.chinese)发出的 \(answer.letters.count) 份，用浏览器的打印一次打完，每份另起一页。"
          }
          for letter in answer.letters {
            doc(title: letter.title, signed: [letter.unit, letter.at.day.chinese]) {
              for paragraph in letter.paragraphs { p { paragraph } }
            }
          }
        }
      }
    }
  }
}

extension Policy.Letter.Occasion {
  fileprivate var title: String {
    switch self {
    case .receipt: "申请收件回执"
    case .accepted: "受理通知书"
    case .correction: "补正通知书"
    case .refused: "不予受理通知书"
    case .notRecommended: "不予推荐通知书"
    case .recommended: "推荐通知书"
    case .consultation: "征求意见函"
    case .reconsidered: "复核答复"
    case .screeningFailed: "初筛未通过通知书"
    case .notProposed: "评审结果通知书"
    case .notice: "公示"
    case .list: "名单"
    case .objectionReceipt: "异议受理回执"
    case .objectionReply: "异议答复"
    case .markLicence: "标志使用登记书"
    case .revoked: "移出名单通知书"
    }
  }
}
