import Design
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Claims: mine to complete, the district's to confirm, the enterprise's to let in.
struct ClaimTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    var claims = try Claims.of(caller.person, in: database).filter {
      $0.state == .open || $0.state == .waiting || $0.state == .refused && $0.kind != .join
    }
    if let seat = caller.seat {
      switch seat.kind {
      case .district: claims += try Claims.waiting(in: seat.organisation, database)
      case .enterprise:
        claims += try Claims.joining(seat.organisation, database)
        claims += try Claims.disputes(about: seat.organisation, database)
      default: break
      }
    }
    let parties = claims.isEmpty ? [] : try Claims.parties(of: caller.person, in: database)
    return claims.filter { claim in
      claim.person == caller.person || ClaimStep.answer.waits(in: claim, for: caller)
        || ClaimStep.decide.waits(in: claim, for: caller)
          && (claim.kind == .join || !parties.contains(claim.organisation))
    }.map { claim in
      ClaimStep.answer.waits(in: claim, for: caller)
        ? answering(claim)
        : task(claim, isElsewhere: claim.person == caller.person && claim.state == .waiting)
    }
  }

  private func answering(_ claim: Claim) -> Task {
    Task(
      claim.subject, "请说明情况：有人对\(claim.organisationName)的登记人提出异议", stage: "等企业说明",
      holder: "企业", at: ClaimView.path.link(ItemPlace(claim.id)),
      since: claim.filed ?? claim.since, due: claim.due, next: "说明情况")
  }

  private func task(_ claim: Claim, isElsewhere: Bool = false) -> Task {
    let holder =
      switch (claim.state, claim.kind) {
      case (.waiting, .join): "企业"
      case (.waiting, _): "区市场监管部门"
      default: "提出人"
      }
    return Task(
      claim.subject,
      "\(claim.kind.title)：\(claim.organisationName)\(claim.kind == .join ? "（\(claim.personName)）" : "")",
      stage: claim.state.title,
      holder: holder, at: ClaimView.path.link(ItemPlace(claim.id)),
      since: claim.filed ?? claim.since, due: claim.state == .waiting ? claim.due : nil,
      isElsewhere: isElsewhere, next: claim.state == .waiting ? "核对并决定" : "去办理")
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    var found: [(task: Task, recipients: [Post.Recipient])] = []
    var known: [OrganisationID: [Claim.Kind: [Post.Recipient]]] = [:]
    for claim in try Claims.due(until: last, database) {
      let roles: Set<Role> =
        claim.kind == .dispute ? [.districtApprover] : [.districtHandler, .districtApprover]
      let recipients =
        try known[claim.district]?[claim.kind]
        ?? Recipients.of(claim.district, as: roles, in: database)
      known[claim.district, default: [:]][claim.kind] = recipients
      found.append((task(claim), recipients))
    }
    return found
  }
}

/// Lost second factors, for those who may let another be set up.
struct FactorLossTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    try FactorLosses.all(for: caller, in: database).filter { loss in
      loss.first != caller.person
    }.map { loss in
      Task(
        loss.person.id.subject, "动态口令丢失：\(loss.person.name)",
        stage: loss.first == nil ? "等第一位同意" : "等第二位同意", holder: "管理人员",
        at: FactorLossView.path.link(ItemPlace(loss.person.id)), since: loss.since, due: nil,
        next: "核实并决定")
    }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}

/// What has been suspended for somebody: there is nothing to do but to ask, and whom to ask is said.
struct StandingTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    try database.remembered(
      """
      SELECT o.id, o.name, o.status, m.suspended, m.role, m.since
      FROM membership m JOIN organisation o ON o.id = m.organisation
      WHERE m.person = ? AND m.until IS NULL
        AND (m.suspended IS NOT NULL OR o.status = 'suspended')
      ORDER BY m.since, m.id
      """, caller.person.number
    ) { row in
      let role = Role(rawValue: row.text(4))?.title ?? ""
      let isWhole = row.text(2) == Organisation.Status.suspended.rawValue
      return Task(
        OrganisationID(row.int(0)).subject,
        isWhole ? "\(row.text(1))已停用，不能办理" : "您在\(row.text(1))的\(role)身份已停用",
        stage: "已停用", holder: isWhole ? "区市场监管部门或市局" : "单位的管理人员",
        at: isWhole ? Paths.contacts.link : Paths.account.link,
        since: Instant(milliseconds: Int64(row.int(5))), due: nil, isElsewhere: true)
    }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
