import Acts
import Design
import Desk
import HTML
import HTTP
import Linux
import Messages
import Routing
import SQLite
import Vocabulary

/// People, organisations and the doors: everything of this room, put together once.
package struct AccountsRoom: Room {
  package static let migrations = [
    Accounts.spent, OnceMemory.entry, OnceMemory.organisation, Accounts.confirmedFor,
    Accounts.membershipEditions,
  ]
  package struct Options: Sendable {
    package var profile = PasswordPolicy.Profile.mlps3
    package var commonPasswords = ""
    /// Working days for the district unit's answer to a claim.
    package var claimDays = 5
    package var claimLapseDays = 10
    /// Days after which a lost second factor has to be reported again.
    package var lossDays = 7
    package var registered: RegisteredFact.Asking = { _, _ in [] }
    /// Of the demo: anyone may come in as one of them.
    package var cast: Cast?
    package init() {}
  }

  let store: Store
  package let ledger: Ledger
  let passwords: Passwords
  let throttle = Throttle()
  let post: Post
  package let files: ProofFiles
  package let claimDesk: ClaimDesk
  private let lapseDays: Int
  private let lossDays: Int
  package let calendar: WorkingDays
  package let sessions: Sessions
  let identification: Identification
  private let cast: Cast?

  package init(
    _ store: Store, calendar: WorkingDays, post: Post, files folder: String, _ options: Options
  ) {
    self.store = store
    self.calendar = calendar
    self.post = post
    ledger = Ledger(store) {
      try Sessions.requireStanding($0, at: $1, in: $2)
    } isSuspended: {
      try Memberships.isSuspended($0, in: $1, $2)
    } spend: {
      try Sessions.spend($0.session, for: $1, in: $2)
    }
    cast = options.cast
    lapseDays = options.claimLapseDays
    lossDays = options.lossDays
    let policy = PasswordPolicy(
      options.profile, common: PasswordPolicy.words(options.commonPasswords))
    passwords = Passwords(policy)
    sessions = Sessions(store, policy)
    files = ProofFiles(folder, ReadingKeys(passwords.seal))
    claimDesk = ClaimDesk(
      post: post, calendar: calendar, days: options.claimDays, throttle: throttle,
      registered: options.registered)
    identification = Identification(store: store, passwords: passwords, throttle: throttle)
  }

  package var doors: Doors {
    var doors = Doors()
    let (sessions, confirm) = (sessions, Confirm(ledger: ledger, identification: identification))
    doors.identify = { try sessions.identify($0) }
    doors.remember = { try sessions.remember($0) }
    let store = store
    doors.told = { caller, mark, visit in
      try? store.read(lane: visit.lane) { try DoneWord.of(mark, by: caller, at: visit.now, in: $0) }
    }
    doors.signIn = { target in
      Paths.link(Paths.login, to: target == Paths.desk.link.text ? nil : target)
    }
    doors.duty = { duty in
      switch duty {
      case .secondFactor: Paths.secondFactor.link
      case .newPassword: Paths.password.link
      }
    }
    doors.confirmation.confirm = confirm.confirm
    doors.confirmation.offered = Confirm.offered()
    doors.confirmation.page = { ConfirmPage.carry($0, $1) }
    doors.confirmation.address = { visit in
      Paths.confirmation.link(Nowhere(), query: [("to", visit.target)])
    }
    return doors
  }

  /// The room's part of the clerk's round.
  package func keepUp(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    try sessions.keepUp(at: wall, in: database)
    let oldest = now.milliseconds - Int64(lossDays) * 86_400_000
    try FactorLosses.forget(before: Instant(milliseconds: oldest), in: database)
    try Tickets.forget(before: wall, in: database)
  }

  package var trays: [any Tray] {
    [ClaimTray(), FactorLossTray(), StandingTray()]
  }

  package var starters: [any Starter] { [EnterpriseStarter(), UnitStarter()] }

  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [
      ViewActs(ClaimView(store: store, calendar: calendar, registered: claimDesk.registered)),
      ViewActs(FactorLossView(store: store)),
      ViewActs(OrganisationView(store: store)), ViewActs(MembersView(store: store)),
    ]
  }

  /// How every unit is reached.
  package func contacts(lane: Int) throws -> [(name: String, contact: String)] {
    try store.read(lane: lane) { try Organisations.all(.district, in: $0) }
      .map { ($0.name, $0.contact) }
  }

  package var shortcuts: [Shortcut] {
    [Shortcut("单位一览", to: OrganisationsView.self, .building)]
  }

  package var dueDays: [any DueDays] { [claimDesk] }

  package var deeds: [String: String] { [Cast.act: "演示人员就位"] }

  package func routes(among rooms: [any Room]) -> [Route] {
    doorRoutes + accountRoutes + enterpriseRoutes + memberRoutes + castRoutes
  }

  // MARK: - Rows

  private var castRoutes: [Route] { cast.map(routes(with:)) ?? [] }

  private var doorRoutes: [Route] {
    let confirm = Confirm(ledger: ledger, identification: identification)
    let register = Register(
      ledger: ledger, passwords: passwords, throttle: throttle, post: post, sessions: sessions)
    let ask = AskReset(ledger: ledger, throttle: throttle, post: post)
    let reset = ResetPassword(ledger: ledger, passwords: passwords, post: post)
    let loss = ReportLoss(ledger: ledger, identification: identification, post: post)
    let mail = MailCheck(ledger: ledger)
    return [
      .view(LoginPage()), .act(SignIn(identification: identification, sessions: sessions)),
      .act(SignOut(ledger: ledger)), .view(ConfirmPage()), .act(confirm),
      .view(FormPage(act: TakeSeat(ledger: ledger))), .act(TakeSeat(ledger: ledger)),
      .view(
        FormPage(act: register) { _, visit in
          Answers(["to": visit.query("to") ?? ""])
        }), .act(register),
      .view(ChallengeView(passwords: passwords)),
      .view(FormPage(act: mail)), .act(mail),
      .view(FormPage(act: ask)), .act(ask),
      .view(FormPage(act: reset)), .act(reset),
      .view(FormPage(act: loss)), .act(loss),
      .view(FactorLossView(store: store)),
      .view(FormPage(act: ApproveLoss(ledger: ledger, post: post))),
      .act(ApproveLoss(ledger: ledger, post: post)),
    ]
  }

  private var accountRoutes: [Route] {
    let password = ChangePassword(ledger: ledger, identification: identification)
    let correct = CorrectDetails(ledger: ledger, post: post)
    let copy = CopyMyData(ledger: ledger)
    let close = CloseAccount(ledger: ledger)
    let renew = RenewRecoveryCodes(ledger: ledger)
    let store = store
    return [
      .view(AccountView(store: store)),
      .view(SessionsView(sessions: sessions)), .act(EndSession(ledger: ledger)),
      .view(FormPage(act: password)), .act(password),
      .view(SecondFactorView(store: store, passwords: passwords)),
      .act(EnrolSecondFactor(ledger: ledger, identification: identification)),
      .view(FormPage(act: renew)), .act(renew),
      .view(
        FormPage(act: correct) { caller, visit in
          let known = try store.read(lane: visit.lane) {
            try People.find(caller.person, in: $0)
          }
          return Answers([
            "fullName": known?.name ?? "", "mail": known?.mail ?? "", "phone": known?.phone ?? "",
          ])
        }), .act(correct),
      .view(FormPage(act: copy)), .act(copy),
      .view(FormPage(act: close)), .act(close),
      .view(PrivacyPage()),
    ]
  }

  private var enterpriseRoutes: [Route] {
    let open = OpenEnterprise(ledger: ledger, post: post, lapseDays: lapseDays)
    let join = JoinEnterprise(ledger: ledger, desk: claimDesk)
    let dispute = DisputeEnterprise(ledger: ledger, files: files, desk: claimDesk)
    let admit = AdmitCode(ledger: ledger)
    let correct = CorrectEnterprise(ledger: ledger, desk: claimDesk)
    let file = FileProof(ledger: ledger, files: files, desk: claimDesk)
    let decide = DecideClaim(ledger: ledger, desk: claimDesk)
    let answer = AnswerDispute(ledger: ledger, desk: claimDesk)
    let standing = SetStanding(ledger: ledger, post: post)
    let code: @Sendable (Caller, Visit) -> Answers = { _, visit in
      let query = try? Form(urlEncoded: visit.head.query)
      return Answers(["creditCode": query?["creditCode"] ?? ""])
    }
    return [
      .view(FormPage(act: open)), .act(open),
      .view(FormPage(act: join, start: code)), .act(join),
      .view(FormPage(act: dispute, start: code)), .act(dispute),
      .view(FormPage(act: admit)), .act(admit),
      .view(LetterTemplate()),
      .view(
        ClaimView(
          store: store, calendar: calendar, registered: claimDesk.registered)),
      .view(ProofDownload(store: store, files: files)),
      .act(OpenProof(ledger: ledger, files: files, desk: claimDesk)),
      .view(FormPage(act: file)), .act(file), .view(FormPage(act: decide)), .act(decide),
      .view(FormPage(act: answer)), .act(answer),
      .act(WithdrawClaim(ledger: ledger, desk: claimDesk)),
      .view(FormPage(act: correct)), .act(correct),
      .view(FormPage(act: standing)), .act(standing),
    ]
  }

  private var memberRoutes: [Route] {
    let newcomer = Newcomer(ledger: ledger, passwords: passwords, post: post)
    let accept = AcceptInvitation(ledger: ledger)
    let handOver = HandOver(ledger: ledger, post: post)
    let add = AddOrganisation(ledger: ledger)
    let contact = SetContact(ledger: ledger)
    let invite = Invite(ledger: ledger, post: post)
    let suspend = SuspendMembership(ledger: ledger, post: post)
    let restore = RestoreMembership(ledger: ledger, post: post)
    let end = EndMembership(ledger: ledger, post: post)
    let signOut = SignOutMember(ledger: ledger, post: post)
    let disclose = Disclose(ledger: ledger)
    let store = store
    return [
      .view(MembersView(store: store)), .view(OrganisationView(store: store)),
      .view(OrganisationsView(store: store)), .view(FormPage(act: add)), .act(add),
      .view(FormPage(act: invite)), .act(invite), .act(WithdrawInvitation(ledger: ledger)),
      .view(InvitationView(store: store, policy: passwords.policy)), .act(newcomer),
      .view(FormPage(act: accept)), .act(accept),
      .view(FormPage(act: handOver)), .act(handOver),
      .view(MembershipView(store: store)), .view(FormPage(act: suspend)), .act(suspend),
      .view(FormPage(act: restore)), .act(restore), .view(FormPage(act: end)), .act(end),
      .view(FormPage(act: signOut)), .act(signOut), .view(FormPage(act: disclose)),
      .act(disclose),
      .view(ContactsView(store: store)),
      .view(
        FormPage(act: contact) { member, visit in
          let own = try store.read(lane: visit.lane) {
            try Organisations.find(member.seat.organisation, in: $0)
          }
          return Answers(["contact": own?.contact ?? ""])
        }), .act(contact),
    ]
  }
}
