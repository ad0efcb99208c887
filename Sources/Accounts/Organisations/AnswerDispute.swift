import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// What somebody who holds an enterprise says to a dispute about it.
struct ClaimAnswer: Sendable {
  let name: String
  let text: String
  let at: Instant

  /// - Parameter holder: to the enterprise's people, only what those still among them said.
  static func to(
    _ claim: Claim, seenBy holder: OrganisationID?, in database: borrowing Connection
  ) throws -> [ClaimAnswer] {
    try database.all(
      """
      SELECT p.name, a.text, a.at FROM claim_answer a JOIN person p ON p.id = a.person
      WHERE a.claim = ?1 AND (?2 IS NULL OR EXISTS (
        SELECT 1 FROM membership m
        WHERE m.person = a.person AND m.organisation = ?2 AND m.until IS NULL))
      ORDER BY a.at
      """, claim.id.number, holder?.number
    ) { row in
      ClaimAnswer(
        name: row.text(0), text: row.text(1), at: Instant(milliseconds: Int64(row.int(2))))
    }
  }
}

/// Says one's side before the district unit decides. Said again, the later word stands.
struct AnswerDispute: RecordedAct, ClaimAct {
  struct Asked: Input {
    static let text = Field.longText(
      "text", "说明", most: 1000, help: "区市场监管部门会看到，提出异议的人看不到。", example: "本人仍在职，授权书附后")
    static let fields = [text.note]
    let text: String
    init(_ answers: Answers) throws(Problems) { text = try answers.read(Self.text) }
  }

  static let name = "claim.answer"
  static let namesEdition = true
  static let requiresEdition = true
  static let step = ClaimStep.answer
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "对归属异议说明情况"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim/answer")
  static let audience = Audience.members(.enterpriseEditor, .signatory)
  static let schema = Schema.object([.always("answered", .boolean)])

  let ledger: Ledger
  let desk: ClaimDesk

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Claim>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    let claim = try Claims.find(place.id, for: member.caller, in: database)
    guard claim.isAgainst(member.caller) else { throw Refusal.notFound }
    try ClaimStep.answer.admit(claim, member.caller, in: database)
    try ClaimEdition.require(claim, by: member, moment, in: database)
    let isFirst = try ClaimAnswer.to(claim, seenBy: nil, in: database).isEmpty
    try database.run(
      """
      INSERT INTO claim_answer (claim, person, text, at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at
      """, claim.id.number, member.caller.person.number, asked.text, moment.now.milliseconds)
    // Told once; the later word is there when the approver looks.
    let approvers =
      isFirst ? try Recipients.of(claim.district, as: [.districtApprover], in: database) : []
    try desk.post.tell(
      approvers, .disputeAnswered, ["organisation": claim.organisationName], about: claim.subject,
      link: ClaimView.path.link(place), moment, in: database)
    return Done(
      true, "对归属异议说明情况", about: claim.subject, payload: ["text": .string(asked.text)])
  }

  func json(_ answered: Bool) -> JSON { ["answered": .bool(answered)] }
  func next(_ answered: Bool, at place: ItemPlace<Owner.Claim>) -> Address {
    ClaimView.path.link(place)
  }
}
