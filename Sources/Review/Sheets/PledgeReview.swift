import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Before the first file of a case can be read: no conflict and confidentiality (F6), or recusal from
/// this case.
struct PledgeReview: SheetAct {
  enum Standing: String, Sendable, CaseIterable {
    case none, employer, shareholder, relative, coach, competitor, other

    var title: String {
      switch self {
      case .none: "没有利害关系"
      case .employer: "近三年在该企业任职或领取报酬"
      case .shareholder: "近三年是该企业的股东、控制人、董事或监事"
      case .relative: "与其法定代表人、负责人是配偶、近亲属"
      case .coach: "辅导、咨询过该企业"
      case .competitor: "与该企业有竞争关系"
      case .other: "其他可能影响公正的关系"
      }
    }
  }

  struct Asked: Input {
    static let conflict = Field.choice(
      "conflict", "与申请企业的关系", Standing.allCases.map { Choice($0.rawValue, $0.title) })
    static let detail = Field.longText(
      "detail", "有关系的，写明是什么", most: 500, example: "2024 年担任该企业的质量顾问。", isRequired: false)
    static let agreed = Field.flag("agreed", PledgeReview.words, isRequired: true)
    static let fields = [conflict.note, detail.note, agreed.note]
    let conflict: Standing
    let detail: String

    init(_ answers: Answers) throws(Problems) {
      let said = Standing(rawValue: answers.text(Self.conflict.note)) ?? .none
      let (conflict, detail, _) = try answers.needing(
        Self.detail.note, "请写明是什么关系。", if: said != .none
      ).read(Self.conflict, Self.detail, Self.agreed)
      self.conflict = Standing(rawValue: conflict) ?? .other
      self.detail = detail
    }
  }

  static let words =
    "我承诺：如实说明利害关系；只依据公布的标准独立评审；不私下接触申请企业，不收受财物；对材料和评审情况保密"

  static let name = "review.pledge"
  static let summary = "回避和保密承诺"
  static let path = Path<ItemPlace<Owner.Review>>("/reviews/:review/pledge")

  let desk: CaseDesk

  static func requireMay(_ facts: ReviewFacts) throws(Refusal) {
    try facts.requireUnderWay()
    switch facts.review.state {
    case .accepted: return
    case .asked: throw Refusal(.conflict, code: "notAccepted", "请先答复是否参加评审。")
    case .pledged, .locked: throw Refusal(.conflict, code: "pledgedAlready", "您已经承诺过了。")
    case .gone: throw Refusal(.conflict, code: "gone", "您已经退出这一件的评审。")
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Review>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ReviewFacts> {
    let facts = try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database)
    try Self.requireMay(facts)
    let review = facts.review
    if asked.conflict == .none {
      let search = ConflictSearch(
        cases: [try desk.judge.facts(of: facts.file, for: nil, at: moment.now, in: database)],
        body: facts.panel.body, today: moment.today)
      if let known = try search.of(review.person, in: database).first {
        throw Problems([
          Problem(
            field: "conflict", code: "known",
            message: "平台上已经记录：\(known.rule.sentence(search.years))。请选明是哪一种关系，这一件由候补接替。")
        ])
      }
      try database.run(
        "UPDATE review SET pledged = ?, pledge = ? WHERE id = ?", moment.now.milliseconds,
        Self.words, review.id.number)
      try CaseScope.open(
        review.application, to: .person(review.person), moment.now, in: database)
    } else {
      if let enterprise = try Organisations.find(facts.file.enterprise, in: database),
        let code = enterprise.creditCode
      {
        try Ties.add(
          Tie(
            code: code, name: enterprise.name,
            kind: Tie.Kind(rawValue: asked.conflict.rawValue) ?? .other),
          of: review.person, at: moment.now, in: database)
      }
      try ReviewCalls.leave(
        review, facts.panel, "回避：\(asked.conflict.title)", desk, moment, in: database)
    }
    return Done(
      try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database),
      asked.conflict == .none ? "签署回避和保密承诺" : "回避一件评审", about: facts.file.subject,
      payload: [
        "conflict": .string(asked.conflict.rawValue), "detail": .string(asked.detail),
        "review": .string("\(review.id)"),
      ])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Review>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let facts = try ledger.store.read(lane: visit.lane) {
      try ReviewFacts.own(place.id, member, desk, at: visit.now, in: $0)
    }
    return Shell(Self.summary, on: visit, trail: [("我的评审", ReviewView.path.link(place))]).page {
      errorSummary(sheet)
      factList {
        fact("申请企业", HTML(facts.file.enterpriseName))
        fact("产品或服务", HTML(facts.file.item))
        fact("编号", HTML(facts.file.number))
      }
      p(.class("lead")) { "承诺以后才能看材料。有利害关系的，选明是哪一种，这一件由候补接替。" }
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "承诺")
    }
  }
}
