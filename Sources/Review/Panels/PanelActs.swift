import Applications
import Digest
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// What each may do with a panel now, and what somebody who keeps out of one of its cases may not.
struct PanelActs: Sendable {
  static let schema = Schema.list(
    .object([
      .always("name", .text), .always("href", .text), .sometimes("sha256", .text),
      .sometimes(Edition.name, .integer), .sometimes("count", .integer),
      .sometimes("number", .text), .sometimes("person", .list(.map(.any))),
      .sometimes("case", .list(.map(.any))),
    ]))

  private(set) var acts: [Begun] = []
  private(set) var blocked: [(name: String, refusal: Refusal)] = []
  /// Why only a new draw helps: whoever bound themselves keeps out since, and nobody else can say their
  /// number; or too few are left to judge.
  private(set) var stuck: String?

  init(
    _ work: PanelWork, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws {
    let (panel, place, roles) = (work.panel, work.panel.place, member.seat.roles)
    var group: PanelGroup?
    /// What the whole group has to admit.
    func offer(_ step: Step, _ address: Address, in database: borrowing Connection) throws {
      let asked = try group ?? PanelGroup(work.live, member, desk, at: now, in: database)
      group = asked
      if let no = try asked.refusal(to: step, in: database) {
        blocked.append((step.name, no))
      } else {
        var begun = Begun(step.name, step.title, at: address)
        if step === Lifecycle.report {
          let edition = try Reports.count(of: panel.id, in: database)
          begun.more = [.init(Edition.name, .integer(edition))]
        }
        // What has to be typed stands beside it.
        if step === Lifecycle.annul, let round = desk.library.round(panel.round) {
          begun.more = [
            .init("number", .string(round.number)),
            .init(Edition.name, .integer(work.edition)),
          ]
        }
        acts.append(begun)
      }
    }
    if (try? CommitDraw.requireMay(panel, member)) != nil {
      try offer(Lifecycle.commitDraw, CommitDraw.path.link(place), in: database)
    }
    if (try? RevealDraw.requireMay(panel, member)) != nil {
      try offer(Lifecycle.revealDraw, RevealDraw.path.link(place), in: database)
    }
    if roles.contains(.expert), panel.state == .drawn { offerSeat(work, member) }
    if roles.contains(.panelSecretary), (try? work.requireReady()) != nil {
      try offer(Lifecycle.report, DraftReport.path.link(place), in: database)
    }
    if roles.contains(.panelSecretary) {
      try offerRelease(work, member, desk, at: now, in: database)
      try offerLook(work, member, desk, at: now, in: database)
    }
    if roles.contains(.municipalApprover), (try? AnnulDraw.requireMay(panel, work.live)) != nil {
      try offer(Lifecycle.annul, AnnulDraw.path.link(place), in: database)
      if try group?.waitsForAbsent(panel, in: database) == true {
        stuck = "提交承诺的人已经回避，不能再揭示。请作废这次抽取，由秘书重新分组。"
      } else {
        stuck = work.tooFew?.sentence
      }
    } else if roles.contains(.panelSecretary), let no = work.tooFew {
      blocked.append((Lifecycle.report.name, no))
    }
  }

  /// Whom it need not wait for any longer.
  private mutating func offerRelease(
    _ work: PanelWork, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws {
    let (late, no) = try ReleaseExpert.late(work, member, desk, at: now, in: database)
    if late.isEmpty {
      if let no { blocked.append((ReleaseExpert.name, no)) }
      return
    }
    var release = Begun(
      ReleaseExpert.name, ReleaseExpert.summary, at: ReleaseExpert.path.link(work.panel.place))
    release.more = [
      .choices("person", late.map { ("\($0.person)", "\($0.name)，\($0.reviews.count) 件") }),
      .init("number", .string(desk.library.round(work.panel.round)?.number ?? "")),
      .init(Edition.name, .integer(ReleaseExpert.edition(late))),
    ]
    acts.append(release)
  }

  /// Where its sheets may be looked at once more.
  private mutating func offerLook(
    _ work: PanelWork, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws {
    let (cases, no) = try AskSecondLook.open(work, member, desk, at: now, in: database)
    if cases.isEmpty {
      if let no { blocked.append((AskSecondLook.name, no)) }
      return
    }
    acts.append(
      Begun(
        AskSecondLook.name, AskSecondLook.summary, at: AskSecondLook.path.link(work.panel.place),
        .choices("case", cases.map { ($0.number, "\($0.item)（\($0.number)）") }),
        .init(Edition.name, .integer(work.edition))))
  }

  /// What one who sits in it answers and signs.
  private mutating func offerSeat(_ work: PanelWork, _ member: Member) {
    let place = work.panel.place
    let own = work.own(member.caller.person)
    if own.contains(where: { $0.state == .asked }) {
      acts.append(Begun(AcceptCall.name, AcceptCall.summary, at: AcceptCall.path.link(place)))
    }
    let leavable = work.leavable(member.caller.person)
    if !leavable.isEmpty {
      var leave = Begun(DeclineCall.name, DeclineCall.summary, at: DeclineCall.path.link(place))
      leave.more = [.init("count", .integer(leavable.count))]
      acts.append(leave)
    } else if !own.isEmpty {
      blocked.append((DeclineCall.name, DeclineCall.hasRead))
    }
    if (try? work.requireSigner(member.caller.person)) != nil, let report = work.report {
      var sign = Begun(SignReport.name, SignReport.summary, at: SignReport.path.link(place))
      sign.more = [.init("sha256", .string(Hex.text(report.digest)))]
      acts.append(sign)
    }
  }

  var members: [JSON.Member] {
    [.init("acts", .array(acts.map(\.json))), .init("blocked", Self.json(blocked))]
  }

  static func json(_ blocked: [(name: String, refusal: Refusal)]) -> JSON {
    .array(blocked.map { name, refusal in refusal.blocking(name) })
  }
}

/// The cases of a group together before the judge: what one of them forbids is forbidden for all, and
/// whoever keeps out of one keeps out of the draw.
struct PanelGroup: Sendable {
  let all: [CaseFacts]
  let judge: Judge

  init(
    _ files: [Case], _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws {
    judge = desk.judge
    all = try judge.facts(of: files, for: member.caller.person, at: now, in: database)
  }

  /// Those that this member may put before a panel.
  func ready(in database: borrowing Connection) throws -> [CaseFacts] {
    try judge.part(all, by: Lifecycle.empanel, in: database).ready
  }

  func refusal(to step: Step, in database: borrowing Connection) throws -> Refusal? {
    for facts in all {
      guard let no = try judge.refusal(to: step, facts, in: database) else { continue }
      return Refusal(
        no.kind, code: no.code, "本组的“\(facts.file.item)”（\(facts.file.number)）：\(no.sentence)",
        clause: no.clause)
    }
    return nil
  }

  /// A number is still to be revealed by somebody who keeps out.
  func waitsForAbsent(_ panel: Panel, in database: borrowing Connection) throws -> Bool {
    guard panel.state == .revealing else { return false }
    for one in panel.nonces where one.nonce == nil {
      for facts in all where try Recusal.binds(one.person, facts, in: database) { return true }
    }
    return false
  }

  func admit(_ step: Step, in database: borrowing Connection) throws {
    if let no = try refusal(to: step, in: database) { throw no }
  }
}
