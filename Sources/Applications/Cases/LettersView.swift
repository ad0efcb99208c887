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
    static let after = Field.text(
      "after", "从哪一份以后接着", most: 13, example: "0000000000000", isRequired: false)
    static let fields = [occasion.note, day.note, after.note]
    let occasion: Policy.Letter.Occasion?
    let day: Day?
    let after: CaseLetterID?

    init(_ answers: Answers) throws(Problems) {
      let (word, day, after) = try answers.read(Self.occasion, Self.day, Self.after)
      occasion = Policy.Letter.Occasion(rawValue: word)
      self.day = day
      self.after = CaseLetterID(after)
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
        ]))), .sometimes("next", .text),
  ])

  struct Answer: Sendable {
    let day: Day
    let letters: [CaseLetter]
    let isMore: Bool

    var next: String? { isMore ? letters.last.map { "\($0.id)" } : nil }
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
        after: asked.after, most: Self.most + 1, database)
    }
    return Answer(
      day: day, letters: Array(letters.prefix(Self.most)), isMore: letters.count > Self.most)
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.letters.map { letter -> JSON in
      [
        "id": .string("\(letter.id)"), "title": .string(letter.title),
        "to": .string(letter.recipient), "at": .string("\(letter.at)"),
        "href": .string("/api/v1" + LetterView.path.link(ItemPlace(letter.id)).text),
      ]
    }
    return .object(
      [.init("day", .string("\(answer.day)")), .init("items", .array(items))]
        + (answer.next.map { [.init("next", .string($0))] } ?? []))
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      form(.method("get"), .action(Self.path.link), .class("filters"), .novalidate()) {
        for note in [Asked.occasion.note, Asked.day.note] { field(note, sheet) }
        button(.type("submit"), .class("plain")) { "查找" }
      }
      if let answer {
        if answer.letters.isEmpty {
          emptyState("这一天没有文书", "换一天，或者换一种文书再看。")
        } else {
          p(.class("lead")) {
            "\(answer.day.chinese)发出的 \(answer.letters.count) 份\(answer.isMore ? "，后面还有" : "")。用浏览器的打印一次打完，每份另起一页；不要打的，把它上面的勾去掉。"
          }
          if let next = answer.next {
            p(.class("noprint")) {
              a(.class("button plain"), .href(Self.more(sheet, next))) { "打完以后，接着看后面的" }
            }
          }
          for letter in answer.letters {
            doc(title: letter.title, signed: [letter.unit, letter.at.day.plain]) {
              Self.tick(letter)
              for paragraph in letter.paragraphs { p { paragraph } }
              letter.specimen
            }
          }
        }
      }
    }
  }

  /// What is not ticked is left out by the stylesheet alone: the paper follows the page.
  private static func tick(_ letter: CaseLetter) -> HTML {
    label(.class("choice noprint")) {
      input(.type("checkbox"), .checked(true))
      span { "打印这一份（\(letter.recipient)）" }
    }
  }

  private static func more(_ sheet: Sheet, _ next: String) -> Address {
    path.link(
      Nowhere(),
      query: [Asked.occasion.note, Asked.day.note].map { ($0.name, sheet.text($0)) }
        .filter { !$0.1.isEmpty } + [("after", next)])
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
    case .removed: "移出公示通知书"
    case .suspended: "暂停使用标志通知书"
    case .restored: "恢复使用标志通知书"
    case .markRefused: "不予登记使用标志通知书"
    case .joined: "并案办理通知书"
    }
  }
}
