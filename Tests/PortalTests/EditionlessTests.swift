import Testing

@testable import HTTP
@testable import Portal
@testable import Routing

@Suite("改已有的东西的路由都要写明看到的是哪一版；不写的逐个说明为什么")
struct EditionlessTests {
  enum Why {
    /// Something new comes to be, beside what is there; nothing is written over.
    case begins
    /// Of the sender alone: their account, their session, their answer.
    case own
    /// Can be done once; afterwards it is refused, and there is nothing in between to miss.
    case once
    /// Names what was read by other means: a fingerprint, a count, an edition for each of several.
    case byOtherName
    /// Changes nothing.
    case reads
    /// A remark or a file beside a case, its edition held against where it is told.
    case beside
  }

  private static let names: [(Why, String)] = [
    (
      .begins,
      """
      activity.announce activity.signUp application.attach application.begin claim.file
      commission.propose consultation.ask consultation.file consultation.fileByLink
      consultation.link creditCode.admit duplicate.propose enterprise.dispute
      enterprise.join enterprise.open expert.apply expert.declare extension.propose
      facts.refresh filter.save invitation.newcomer mark.apply member.invite objection.file
      organisation.add panel.form paper.begin person.register policy.adopt
      reconsideration.ask record.contest return.propose round.open secondFactor.reportLoss
      transfer.propose upload.begin upload.piece visit.photo
      """
    ),
    (
      .own,
      """
      account.close account.copy account.password account.recoveryCodes account.secondFactor
      cast.enter claim.withdraw filter.remove inbox.read invitation.accept mail.confirm
      member.handOver password.askReset password.reset review.accept review.pledge
      session.confirm session.end session.endOther session.open session.takeSeat
      signUp.withdraw upload.cancel
      """
    ),
    (
      .once,
      """
      commission.refuse consultation.answer consultation.record consultation.recall
      consultation.reply draw.commit draw.reveal handler.take 
      invitation.withdraw secondFactor.approveReset signUp.checkIn
      upload.finish
      """
    ),
    (
      .byOtherName,
      """
      application.acceptSeveral application.detach decision.approveSeveral
      decision.proposeSeveral handler.share report.sign review.decline
      """
    ),
    (
      .reads,
      """
      application.bundle applications.export batch.export claim.file.open eligibility.check
      form.export form.try journal.disclose objection.evidence.open objection.status
      person.disclose rubric.sum
      """
    ),
    (
      .beside,
      """
      application.askColleague flag.raise recusal.declare visit.record
      """
    ),
  ]

  static let known = Dictionary(
    uniqueKeysWithValues: names.flatMap { why, words in
      words.split(whereSeparator: \.isWhitespace).map { (String($0), why) }
    })

  @Test("没有要求版本的，都在这张表里；表里的，没有一个其实要求版本")
  func all() throws {
    let house = try House()
    let posted = house.routes.filter { $0.method == .post }
    let bare = posted.filter { route in
      !route.operation.fields.contains { $0.name == Edition.name && $0.isRequired }
    }.map(\.operation.name)
    #expect(posted.count - bare.count > 85)
    #expect(Set(bare).symmetricDifference(Self.known.keys).sorted() == [])
  }
}
