import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The handler's opinion, out of the review that is whole: recommend or not. The approver decides, never
/// the same person.
struct Propose: CaseAct {
  struct Asked: Input {
    static let word = Field.choice(
      "decision", "意见", [Choice("recommend", "推荐"), Choice("notRecommend", "不予推荐")])
    static let opinion = Field.longText(
      "opinion", "推荐意见或不予推荐的理由", most: 1000, help: "不予推荐的，写明不符合哪一条；企业会收到。",
      example: "符合四项条件，产品质量稳定，予以推荐。")
    static let fields = [word.note, opinion.note]
    let word, opinion: String
    init(_ answers: Answers) throws(Problems) {
      (word, opinion) = try answers.read(Self.word, Self.opinion)
    }
  }

  static let step = Lifecycle.propose
  static let path = Path<CasePlace>("/applications/:number/proposal")
  let desk: CaseDesk

  /// The review has said it already.
  func begunWith(_ facts: CaseFacts) -> [String: String] {
    let review = try? desk.ledger.store.read { try DistrictReview.of(facts.file.id, in: $0) }
    guard let answers = review?.answers,
      let word = answers["decision"]?.string, ["recommend", "notRecommend"].contains(word)
    else { return [:] }
    let words = answers[word == "recommend" ? "opinionText" : "decisionReason"]?.string ?? ""
    return [Asked.word.name: word, Asked.opinion.name: words]
  }

  func words(_ facts: CaseFacts) -> HTML { stillOpen(facts) }
  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  /// A review that ends in neither, or in what it does not bear out, has to be written anew first.
  func objection(_ facts: CaseFacts, in database: borrowing Connection) throws -> Refusal? {
    guard let review = try DistrictReview.of(facts.file.id, in: database) else { return nil }
    let form = try DistrictReview.form(facts)
    let sentence: String? =
      switch review.answers["decision"] {
      case "return" where facts.hasReturned:
        "审核意见的结论是退回补正，但是这个环节的退回已经用过。确需再退回的，请“提请再次退回补正”；不退回的，先改审核意见。"
      case "return": "审核意见的结论是退回补正。请退回补正，或者先改审核意见。"
      case "notRecommend" where Self.isUngrounded(review, form):
        "审核意见的结论是不推荐，各项条件却都写“符合”。请先改审核意见，写明哪一项不符合和依据。"
      default: nil
      }
    return sentence.map {
      Refusal(.conflict, code: "reviewContradicts", $0, clause: Self.step.clause)
    }
  }

  private static func isUngrounded(_ review: DistrictReview, _ form: Policy.Form) -> Bool {
    !DistrictReview.conditions(form).isEmpty && review.failing(form).isEmpty
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    if let no = try objection(facts, in: database) { throw no }
    if let review = try DistrictReview.of(facts.file.id, in: database) {
      try require(asked.word, fits: review, facts, in: database)
    }
    try Matters.open(
      .recommendation, asked.word, reference: asked.opinion, on: facts.file, moment, in: database)
    var said = Said("\(asked.word == "recommend" ? "推荐" : "不予推荐")：\(asked.opinion)")
    said.payload = ["decision": .string(asked.word), "opinion": .string(asked.opinion)]
    return said
  }

  /// What is proposed is what the review has found: an approver decides on one word, not on two.
  private func require(
    _ word: String, fits review: DistrictReview, _ facts: CaseFacts,
    in database: borrowing Connection
  ) throws {
    let form = try DistrictReview.form(facts)
    var lack: (code: String, message: String)?
    let failing = review.failing(form)
    let decision = form.questionnaire.questions.first { $0.id == "decision" }
    if word == "recommend", let first = failing.first {
      lack = ("notEligible", "审核意见里“\(first)”没有写“符合”，不能推荐。")
    } else if word == "notRecommend", Self.isUngrounded(review, form) {
      lack = ("noGround", "审核意见里各项条件都是“符合”。不予推荐的，要写明哪一项不符合和依据，请先改审核意见。")
    } else if let decision, let said = review.answers["decision"]?.string,
      ["recommend", "notRecommend"].contains(said), said != word
    {
      lack = (
        "contradicts",
        "审核意见的结论是“\(decision.text(.text(said)))”，与这里不一致。请先改审核意见，或者改这里。"
      )
    } else if word == "recommend", review.answers["complete"] == .bool(false) {
      lack = ("contradicts", "审核意见写的是材料不齐全，不能推荐。请先退回补正，或者改审核意见。")
    }
    if let lack {
      throw Problems([Problem(field: "decision", code: lack.code, message: lack.message)])
    }
    let values = form.questionnaire.read(
      review.answers, isTyped: true, isComplete: false, on: facts.now.day
    ).values
    if let problem = try ReviewKnown.contradictions(values, facts, in: database)
      .first(where: { $0.field == "visited" })
    {
      throw Problems([
        Problem(field: "decision", code: "contradicts", message: "审核意见与记录不符：\(problem.message)")
      ])
    }
  }
}

/// The approver agrees; the conditions are judged once more, and what came out is kept.
struct Approve: CaseAct {
  typealias Asked = Nothing
  static let step = Lifecycle.recommend
  static let path = Path<CasePlace>("/applications/:number/recommendation")
  static let occasion: Policy.Letter.Occasion? = .recommended
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML { proposed(facts) }
  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func carry(
    _ asked: Nothing, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    // On this day: what a register says holds no more counts no more.
    try HonoursGone.settleOnRecord(facts, desk, moment, in: database)
    try Priority.settle(facts, moment, in: database)
    try desk.keepStanding(facts, .recommend, moment, in: database)
    try Consultations.leave(facts, desk, moment, in: database)
    let opinion = try Proposal.close(facts, "recommend", moment, in: database)
    var said = Said(opinion)
    said.letter = LetterDraft(.recommended)
    return said
  }
}

/// Not recommended, with the reason and one way to be heard.
struct Decline: CaseAct {
  struct Asked: Input, NumberTyped {
    static let number = Field.typedNumber("不予推荐")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let step = Lifecycle.decline
  static let path = Path<CasePlace>("/applications/:number/non-recommendation")
  static let occasion: Policy.Letter.Occasion? = .notRecommended
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML { proposed(facts) }
  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] {
    guard let opinion = facts.open(.recommendation).last?.reference else { return [:] }
    return Finding.values(
      opinion, try findings(facts, in: database), "", Self.step.clause, facts)
  }

  private func findings(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Finding] {
    Finding.all(
      in: try DistrictReview.of(facts.file.id, in: database), try DistrictReview.form(facts))
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let reason = try Proposal.close(facts, "notRecommend", moment, in: database)
    try Priority.drop(facts.file.id, in: database)
    try Consultations.leave(facts, desk, moment, in: database)
    let findings = try findings(facts, in: database)
    var said = Said(reason)
    said.reason = "理由：\(Finding.sentence(reason, findings))"
    said.letter = LetterDraft(
      .notRecommended, Finding.values(reason, findings, "", Self.step.clause, facts))
    return said
  }
}

/// The approver wants it thought over again.
struct SendBack: CaseAct, Reasoned {
  typealias Asked = ReasonAsked<SendBack>

  static let reasonLabel = "退回的理由"
  static let reasonExample = "条件 2 的依据请写明商标注册号"
  static let step = Lifecycle.sendBack
  static let path = Path<CasePlace>("/applications/:number/proposal/return")
  let desk: CaseDesk

  func words(_ facts: CaseFacts) -> HTML { proposed(facts) }
  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    _ = try Proposal.close(facts, "sentBack", moment, in: database)
    return Said(asked.reason)
  }
}

enum Proposal {
  /// Ends the proposal that stands, and gives back its words.
  static func close(
    _ facts: CaseFacts, _ outcome: String, _ moment: Moment, in database: borrowing Connection
  ) throws -> String {
    guard let matter = facts.open(.recommendation).last else {
      throw Refusal(.conflict, code: "recommendationMissing", "还没有推荐意见。")
    }
    try Matters.close(matter.id, outcome, moment, in: database)
    return matter.reference
  }
}

extension CaseFacts {
  /// What may be asked to be put right at this stage without anybody else's word has been.
  fileprivate var hasReturned: Bool {
    matters.count { $0.kind == .correction && $0.stage == file.stage } >= figure(.corrections)
  }
}
