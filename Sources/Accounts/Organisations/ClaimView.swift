import Acts
import Design
import Desk
import Digest
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// One claim, as its author, the district unit, the enterprise's people and auditors may see it.
struct ClaimView: View {
  typealias Asked = Nothing

  static let name = "claim"
  static let summary = "一份代表企业的证明：内容、进度和结果"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always("id", .text), .always("kind", .text), .always("organisation", .text),
    .always("creditCode", .text), .always("person", .text), .always("role", .text),
    .always("state", .text), .sometimes("due", .day), .sometimes("reason", .text),
    .always("note", .text),
    .always(
      "files",
      .list(.object([.always("slot", .text), .always("name", .text), .always("sha256", .text)]))),
    .sometimes(
      "registered",
      .list(
        .object([.always("what", .text), .always("text", .text), .always("source", .text)]))),
    .sometimes(
      "answers",
      .list(.object([.always("name", .text), .always("at", .instant), .always("text", .text)]))),
    .always("acts", .offers),
    .always("blocked", .blocks),
  ])

  struct Answer: Sendable {
    let claim: Claim
    let proofs: [Proof]
    /// The enterprise's people, where the district unit must weigh a dispute.
    let holders: [Membership]
    /// What those it is about have said.
    let answers: [ClaimAnswer]
    /// What registers say, for the district unit to hold the proof against; nil for others.
    let registered: [RegisteredFact]?
    let offers: ClaimStep.Offers
    let isAgainstReader: Bool
    /// Reads the proof without a line in the journal: whoever proves it.
    let isProvenByReader: Bool
    let isOverseen: Bool
    let mayCorrect: Bool
    let edition: Int
  }

  let store: Store
  let calendar: WorkingDays
  let registered: RegisteredFact.Asking

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Claim>, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      let claim = try Claims.find(place.id, for: caller, in: database)
      let isAgainst = claim.isAgainst(caller)
      let isJudged = claim.kind == .dispute && claim.person != caller.person
      return Answer(
        claim: claim, proofs: isAgainst ? [] : try Proof.of(claim.id, in: database),
        holders: isJudged && !isAgainst
          ? try Memberships.of(claim.organisation, in: database) : [],
        answers: isJudged
          ? try ClaimAnswer.to(claim, seenBy: isAgainst ? claim.organisation : nil, in: database)
          : [],
        registered: claim.kind != .join && caller.seat?.kind == .district
          ? try registered(claim.creditCode, database) : nil,
        offers: try ClaimStep.offers(claim, to: caller, in: database), isAgainstReader: isAgainst,
        isProvenByReader: claim.isProven(by: caller), isOverseen: caller.isOverseer,
        mayCorrect: claim.kind == .first && caller.seat?.organisation == claim.organisation,
        edition: try ClaimEdition.now(of: claim, in: database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    let claim = answer.claim
    var members: [JSON.Member] = [
      .init("id", .string("\(claim.id)")), .init("kind", .string(claim.kind.rawValue)),
      .init("organisation", .string(claim.organisationName)),
      .init("creditCode", .string(claim.creditCode)),
      .init("person", .string(answer.claimant)),
      .init("role", .string(claim.role.rawValue)), .init("state", .string(claim.state.rawValue)),
      .init("note", .string(claim.note)),
    ]
    if let due = claim.due { members.append(.init("due", .string("\(due)"))) }
    if let reason = claim.reason { members.append(.init("reason", .string(reason))) }
    let files = answer.proofs.map { proof -> JSON in
      [
        "slot": .string(proof.slot), "name": .string(proof.name),
        "sha256": .string(Hex.text(proof.digest)),
      ]
    }
    members.append(.init("files", .array(files)))
    if !answer.answers.isEmpty {
      let said = answer.answers.map { item -> JSON in
        [
          "name": .string(answer.name(item.name)), "at": .string("\(item.at)"),
          "text": .string(item.text),
        ]
      }
      members.append(.init("answers", .array(said)))
    }
    if let registered = answer.registered {
      let facts = registered.map { fact -> JSON in
        [
          "what": .string(fact.what), "text": .string(fact.text), "source": .string(fact.source),
        ]
      }
      members.append(.init("registered", .array(facts)))
    }
    var acts: [JSON] = []
    if !answer.isProvenByReader {
      for proof in answer.proofs {
        acts.append(act(OpenProof.name, OpenProof.path.link(ProofPlace(claim.id, proof.slot))))
      }
    }
    acts += answer.offers.acts.map {
      $0.json(claim, $0.readsAll ? answer.edition : nil)
    }
    members.append(.init("acts", .array(acts)))
    members.append(
      .init(
        "blocked",
        .array(answer.offers.blocked.map { step, refusal in refusal.blocking(step.name) })))
    return .object(members)
  }

  private func act(_ name: String, _ address: Address) -> JSON {
    ["name": .string(name), "href": .string("/api/v1\(address)")]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Claim>, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    answer.map { ClaimPage(answer: $0, calendar: calendar, visit: visit).html(sheet) } ?? HTML()
  }
}

extension ClaimView.Answer {
  /// By the full name only where it is needed (domain/process.md §8).
  var claimant: String {
    isAgainstReader ? Mask.name(claim.personName) : name(claim.personName)
  }

  func name(_ name: String) -> String { isOverseen ? Mask.name(name) : name }
}
