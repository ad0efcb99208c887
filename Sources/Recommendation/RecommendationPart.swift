import Accounts
import Applications
import Asking
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What the district found, on the page of a case: to offices, and the honours to the enterprise too.
struct RecommendationPart: CasePart {
  let judge: Judge

  /// The review says which form it is and which edition stands.
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    let step = Lifecycle.review
    let asked = all.filter { $0.admits(step) }.map(\.facts.file.id)
    let editions = asked.isEmpty ? [:] : try DistrictReview.editions(of: asked, in: database)
    return try all.map { one in
      var offers = Self.told(one)
      guard one.admits(step) else { return offers }
      let facts = one.facts
      var offer = Offer(
        step, step.title, at: ReviewSheet.path.link(facts.file.place),
        hasForm: ReviewSheet.hasForm)
      offer.schema = "\(facts.package.id).\(try DistrictReview.form(facts).id)"
      offer.more = [.init("edition", .integer(editions[facts.file.id] ?? 0))]
      offers[step.name] = [offer]
      return offers
    }
  }

  private static let returns = [
    (Lifecycle.giveBack, GiveBack.path), (Lifecycle.askReturn, AskFurtherReturn.path),
  ]

  /// What may be returned, and for which condition it may be refused, is the package's to say.
  private static func told(_ one: Admitted) -> [String: [Offer]] {
    let facts = one.facts
    var offers: [String: [Offer]] = [:]
    for (step, path) in returns where one.admits(step) {
      offers[step.name] = [Corrections.offer(step, at: path.link(facts.file.place), facts)]
    }
    if one.admits(Lifecycle.refuse) {
      var offer = Offer(
        Lifecycle.refuse, Lifecycle.refuse.title, at: Refuse.path.link(facts.file.place),
        hasForm: true)
      offer.told = {
        guard let form = try? DistrictReview.form(facts) else { return [] }
        let conditions = DistrictReview.conditions(form)
        return [
          .choices("condition", conditions.map { ($0.id, $0.label) }),
          .init(
            "conditions",
            .array(
              conditions.map {
                ["condition": .string($0.id), "name": .string($0.label)]
              })),
        ]
      }
      offers[Lifecycle.refuse.name] = [offer]
    }
    return offers
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard CaseScope.isInside(member.seat),
      facts.file.submitted != nil
    else { return nil }
    let checks = try HonourCheck.of(facts.file.id, in: database)
    let open = facts.open(.honour)
    let late = facts.matters.filter { $0.kind == .honour && $0.outcome == HonourClaims.late }
    let proofs = open.isEmpty ? [:] : try HonourClaims.proofs(facts, in: database)
    let isOffice = member.seat.kind != .enterprise
    let register =
      open.isEmpty && checks.isEmpty
      ? nil : try RegisteredHonours(of: facts.file.enterprise, in: database)
    let review = isOffice ? try DistrictReview.of(facts.file.id, in: database) : nil
    let anew = isOffice ? try ReviewToConfirm(review, facts, in: database) : nil
    let proposal = isOffice ? try Proposed(facts, in: database) : nil
    if checks.isEmpty, open.isEmpty, late.isEmpty, review == nil { return nil }
    @Sendable func members() -> [JSON.Member] {
      var members: [JSON.Member] = [
        .init(
          "honours",
          .array(
            open.map {
              waiting(
                $0, facts, proof: proofs[$0.reference]?.name, register,
                isVerifier: member.seat.kind == .district)
            }
              + late.map { claim in
                [
                  "honour": .string("\(claim.id)"), "claim": .string(claim.reference),
                  "verdict": .string(HonourClaims.late),
                ]
              } + checks.map { $0.json(register, facts, isOffice: isOffice) }))
      ]
      if let review {
        members.append(
          .init(
            "review",
            [
              "edition": .integer(review.edition), "at": .string("\(review.at)"),
              "confirmed": .bool(anew == nil), "changed": anew?.json ?? [],
              "answers": .object(
                review.answers.keys.sorted().map { .init($0, review.answers[$0] ?? .null) }),
            ]))
      }
      if let proposal { members.append(.init(Proposed.name, proposal.json)) }
      return members
    }
    var shown = CaseShown(
      "核实和审核",
      group {
        proposal?.html
        anew?.html
        honours(checks, open, late, proofs, register, facts, isOffice: isOffice)
        if let review { conditions(review, facts) }
      }, members())
    // What comes next is done with all of the unit, or of the round.
    if !member.seat.roles.isDisjoint(with: Lifecycle.batch.by),
      try judge.refusal(to: Lifecycle.batch, facts, in: database) == nil
    {
      shown.lead = (
        "报送市局", SendBatch.path.link(Nowhere(), query: [("round", facts.round.number)])
      )
    } else if facts.file.stage == .cultivating,
      try ProposeCommission.mayBegin(facts.round, member.seat.roles, in: database)
    {
      shown.lead = (
        "提出委托",
        ProposeCommission.path.link(Nowhere(), query: [("round", facts.round.number)])
      )
    }
    return shown
  }

  /// What may be found of it is told to those who verify.
  private func waiting(
    _ matter: Matter, _ facts: CaseFacts, proof: String?, _ register: RegisteredHonours?,
    isVerifier: Bool
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("honour", .string("\(matter.id)")), .init("claim", .string(matter.reference)),
      .init("register", RegisterSays(register?.entries(for: matter.reference) ?? []).json),
    ]
    if let proof { members.append(.init("proof", .string(proof))) }
    if isVerifier {
      let variants = facts.package.honourVariants
      members.append(
        .init(
          "variants",
          .array(variants.map { ["variant": .string($0.id), "name": .string($0.name)] })))
    }
    return .object(members)
  }

  private func honours(
    _ checks: [HonourCheck], _ open: [Matter], _ late: [Matter],
    _ proofs: [String: HonourClaims.Proof], _ register: RegisteredHonours?, _ facts: CaseFacts,
    isOffice: Bool
  ) -> HTML {
    if checks.isEmpty, open.isEmpty, late.isEmpty { return p(.class("quiet")) { "没有申报称号。" } }
    return DataTable(
      "申报的称号", [.init("称号"), .init("核实"), .init("对照"), .init("核实人和时间")],
      open.map { matter in
        [
          HTML(matter.reference.replacing("｜", with: "，")), state("待核实", .warn),
          group {
            proofs[matter.reference]?.html ?? HTML("没有指明见哪一份附件")
            RegisterSays(register?.entries(for: matter.reference) ?? []).html
          }, HTML("—"),
        ]
      }
        + late.map { claim in
          [
            HTML(claim.reference.replacing("｜", with: "，")), state("不再核实", .plain),
            HTML("推荐以后才填写，不作为重点推荐的依据"), moment(claim.opened),
          ]
        }
        + checks.map { check in
          [
            HTML(check.claim.replacing("｜", with: "，")),
            mark(check),
            group {
              check.ended.map { "\(check.evidence)；\($0.reason)" } ?? check.evidence
              RegisterSays(check.entries(register, facts)).html
            },
            group {
              "\(check.by(isOffice: isOffice))，"
              moment(check.at)
            },
          ]
        }
    ).bare
  }

  private func mark(_ check: HonourCheck) -> HTML {
    if let ended = check.ended {
      let words = ["revoked": "已被撤销", "lapsed": "已过有效期", "leftOut": "企业不再填写"]
      return state(words[ended.kind] ?? ended.kind, .wrong)
    }
    return check.isVerified ? state("属实", .good) : state("不能证实", .wrong)
  }

  private func conditions(_ review: DistrictReview, _ facts: CaseFacts) -> HTML {
    guard let form = try? DistrictReview.form(facts) else { return HTML() }
    let values: Values = Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        review.answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
    return unfolding("区级审核意见（第 \(review.edition) 版，\(review.at.chinese)）") {
      filledForm(form, values, isBare: true)
    }
  }
}
