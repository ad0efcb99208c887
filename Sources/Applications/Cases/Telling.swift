import Accounts
import Acts
import Design
import Desk
import HTML
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// Who hears of what happens to a case (feature 87): its enterprise of every move but its own, whoever has it
/// next, and its unit of how it went on.
extension CaseDesk {
  func tellParties(
    _ step: Step, _ facts: CaseFacts, _ moved: Case, _ said: Said, _ link: Address,
    _ moment: Moment, in database: borrowing Connection
  ) throws {
    try tellEnterprise(moved, step.title, said.reason, at: link, moment, in: database)
    try tellOffices(step, facts.file, moved, said, moment, in: database)
    let holder = moved.stage.holder
    guard holder != facts.file.stage.holder || step.to == .back || step.to == .resumed,
      holder != .enterprise,
      let next = try organisation(holder, of: moved, in: database)
    else { return }
    try post.tellUnit(
      next, as: holder.roles, .caseTurn,
      [
        "item": moved.item, "number": moved.number, "stage": moved.stage.title,
        "due": moved.due.map { "，期限 \($0.chinese)" } ?? "",
      ], about: moved.subject, link: CaseView.path.link(moved.place), moment, in: database)
  }

  /// News of its case.
  package func tellEnterprise(
    _ file: Case, _ what: String, _ reason: String, at link: Address? = nil, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    // Whoever says to speak for an enterprise hears of its case on paper when that is proven.
    if file.received != nil, try !Enterprises.isProven(file.enterprise, in: database) { return }
    try post.tellUnit(
      file.enterprise, as: Holder.enterprise.roles, .caseNews, news(file, what, reason),
      about: file.subject, link: link ?? CaseView.path.link(file.place), moment, in: database)
  }

  /// What was taken away from an office that had it in hand, or comes back, is told there, and to the experts
  /// who read it; its unit hears how what it recommended went on. What many go on with at once is told of
  /// together (`tellUnits`), and what was known from the first day, as the end of its years, not at all.
  private func tellOffices(
    _ step: Step, _ file: Case, _ moved: Case, _ said: Said, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard file.submitted != nil else { return }
    let link = CaseView.path.link(file.place)
    let news = news(file, step.title, said.reason)
    let isTaken = moved.stage == .ended && !step.by.contains { Self.officials.contains($0.kind) }
    let isBack = step.to == .resumed
    let had =
      isBack
      ? moved.stage.holder
      : file.stage == .returned ? file.cameFrom?.holder ?? .unit : file.stage.holder
    if isTaken, let office = try organisation(had, of: file, in: database) {
      try post.tellUnit(
        office, as: had.roles, .caseNews, news, about: file.subject, link: link, moment,
        in: database)
    }
    if [file.stage, moved.stage].contains(CaseScope.ofExperts), isTaken || isBack {
      for expert in try CaseScope.people(reading: file.id, in: database) {
        try post.tell(
          expert, .caseNews, news, about: file.subject, link: Paths.desk.link, moment,
          in: database)
      }
    }
    guard moved.stage == .ended || isBack, had != .unit, step.begun != .clock,
      !step.by.contains(where: { $0.kind == .district })
    else { return }
    try post.tellUnit(
      file.unit, as: [.districtHandler], .caseNews, news, about: file.subject, link: link, moment,
      in: database)
  }

  /// How many went on at once: once for each unit.
  package func tellUnits(
    _ files: [Case], _ what: String, at link: Address, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    for (unit, own) in Dictionary(grouping: files, by: \.unit).sorted(by: {
      $0.key.number < $1.key.number
    }) {
      let more = own.count > 1 ? "等 \(own.count) 项" : ""
      try post.tellUnit(
        unit, as: [.districtHandler], .caseNews,
        ["item": own[0].item + more, "number": own[0].number + more, "what": what, "reason": ""],
        about: own[0].subject, link: link, moment, in: database)
    }
  }

  /// What a step has laid open beside a case is somebody's to go on with: whoever may hears of it, by name.
  /// What two offices could do is the second's where the first has nobody who may. What is sent back is told
  /// to whoever had proposed it.
  func tellWaiting(
    _ step: Step, _ before: CaseFacts, _ after: CaseFacts, _ file: Case, _ said: Said,
    _ moment: Moment, in database: borrowing Connection
  ) throws {
    let wasOpen = Set(before.matters.filter(\.isOpen).map(\.id))
    for matter in after.matters where matter.isOpen && !wasOpen.contains(matter.id) {
      for person in try able(matter, after, file, moment, in: database) {
        try post.tell(
          person, .caseTurn,
          [
            "item": file.item, "number": file.number,
            "stage": "\(file.stage.title)，\(matter.kind.title)等您办理", "due": "",
          ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
      }
    }
    for matter in after.matters
    where wasOpen.contains(matter.id) && !matter.isOpen && Self.proposed.contains(matter.kind) {
      // Who has gone elsewhere since hears of it no more.
      guard let proposer = matter.openedBy, proposer != moment.person,
        try Memberships.people(of: file.unit, as: [.districtHandler], in: database)
          .contains(where: { $0.person == proposer })
      else { continue }
      try post.tell(
        proposer, .caseNews, news(file, step.title, said.text), about: file.subject,
        link: CaseView.path.link(file.place), moment, in: database)
    }
  }

  /// What a handler lays before an approver of the same unit.
  private static let proposed: Set<Matter.Kind> = [
    .recommendation, .furtherReturn, .extension, .duplicate,
  ]
  private static let officials: Set<OrganisationKind> = [.district, .bureau, .thirdParty]

  /// Who may go on from it now, in the first of the offices concerned that has anybody.
  private func able(
    _ matter: Matter, _ facts: CaseFacts, _ file: Case, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> [PersonID] {
    let steps = Lifecycle.goingOn(from: matter, at: file.stage)
    if steps.isEmpty { return [] }
    for holder in [facts.holder(of: matter), .enterprise, .unit, .body, .bureau] {
      guard let office = try organisation(holder, of: file, in: database) else { continue }
      var able: [PersonID] = []
      for step in steps {
        let roles = step.by.filter { $0.kind == holder.kind }
        if roles.isEmpty { continue }
        for (person, _) in try Memberships.people(of: office, as: roles, in: database)
        where person != moment.person && !able.contains(person) {
          let theirs = try judge.facts(of: file, for: person, at: moment.now, in: database)
          if try judge.refusal(to: step, theirs, in: database) == nil { able.append(person) }
        }
      }
      if !able.isEmpty { return able }
    }
    return []
  }

  private func news(_ file: Case, _ what: String, _ reason: String) -> [String: String] {
    ["item": file.item, "number": file.number, "what": what, "reason": reason]
  }

  private func organisation(
    _ holder: Holder, of file: Case, in database: borrowing Connection
  ) throws -> OrganisationID? {
    switch holder {
    case .enterprise: file.enterprise
    case .unit: file.unit
    case .bureau: try Organisations.all(.bureau, in: database).first?.id
    case .body: file.body
    case .nobody: nil
    }
  }
}
