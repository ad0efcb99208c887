import Accounts
import Applications
import Cultivation
import Desk
import HTTP
import JSON
import Linux
import Messages
import Oversight
import Policy
import Publication
import Recommendation
import Registry
import Review
import Rounds
import Routing
import SQLite
import Vocabulary

/// What the rooms of the portal stand on, from what lies in Forms and Seeds, and the rooms themselves
/// (`RoomList`), each put together once.
struct Rooms: Sendable {
  struct Options: Sendable {
    var origin = ""
    var ways = Post.Ways()
    var profile = PasswordPolicy.Profile.mlps3
    var isDemo = false
    /// Where files are kept.
    var files: String
    /// The data folder's own (`DataFolder.secret`).
    var secret = Random.bytes(32)
    /// The demo has a round that is open; a test may begin without.
    var opensRound = true
    /// What the demo begins with is being played: what it shows of its own day comes after.
    var isPlay = false
    /// Where packages are offered; without it, those that come with the programme.
    var packages: String?
    /// Has read the packages already, in another house of the same run.
    var known: Library?
    /// A city platform that knows of enterprises, where the operator has joined one.
    var platform: Platform?
    /// Looks for viruses, where the operator runs one.
    var clamd: Clamd?
    /// Verifies electronic seals, where the operator has one.
    var seals: SealProgram?
  }

  let store: Store
  let calendar: WorkingDays
  let library: Library
  let policies: PackageFolder
  let registers: Registers
  let platform: Platform?
  // What stands in the list of rooms and is asked for by name, too.
  let accounts: AccountsRoom
  let applications: ApplicationsRoom
  let cultivation: CultivationRoom
  let publication: PublicationRoom
  /// Every room, in the order of the list.
  var all: [any Room] = []
  private let demoRecords: [(RecordKind, [UInt8])]
  private let demoDeclarations: JSON
  let health: Health
  let post: Post
  let rules: DeskRules
  let units: Units
  let clauses: [ClausesView.Clause]
  let texts: [PolicyText]
  let cast: Cast?
  private let files: String
  private let opensRound: Bool
  private let isPlay: Bool

  init(_ resources: Resources, _ store: Store, _ health: Health, _ options: Options) throws {
    self.store = store
    files = options.files
    opensRound = options.opensRound
    isPlay = options.isPlay
    self.health = health
    calendar = try resources.calendar()
    let lists = try resources.codeLists()
    library = Library(lists, known: options.known)
    let packages = options.packages ?? resources.forms
    policies = PackageFolder { try PolicyFolder.offers(packages, lists: lists) }
    rules = try resources.deskRules()
    units = try resources.units()
    clauses = try resources.clauses()
    texts = try resources.texts()
    cast = options.isDemo ? try resources.cast() : nil
    demoRecords = options.isDemo ? try resources.demoRecords() : []
    demoDeclarations = options.isDemo ? try resources.json("Seeds/demo/declarations.json") : []
    post = Post(try resources.templates(), ways: options.ways, origin: options.origin)
    var accountsOptions = AccountsRoom.Options()
    accountsOptions.profile = options.profile
    accountsOptions.commonPasswords = try resources.commonPasswords()
    accountsOptions.claimDays = rules.claimDays
    accountsOptions.claimLapseDays = rules.claimLapseDays
    accountsOptions.lossDays = rules.lossDays
    accountsOptions.registered = { try Records.registered($0, in: $1) }
    accountsOptions.cast = cast
    accounts = AccountsRoom(
      store, calendar: calendar, post: post, files: options.files, accountsOptions)
    registers = Registers(try resources.entityTypes())
    platform = options.platform
    cultivation = CultivationRoom(accounts.ledger, post: post)
    applications = ApplicationsRoom(
      accounts, library: library, registers: registers, post: post,
      attendances: cultivation.attendances, corrections: RecommendationRoom.corrections,
      clamd: options.clamd, seals: options.seals)
    publication = PublicationRoom(
      applications.desk, files: accounts.files, tiles: units.tiles,
      secret: options.secret)
    all = Rooms.list.map { $0.make(self) }
  }

  /// Every act on a case.
  var acts: [OfferedAct] { all.onCases.flatMap(\.acts) }

  /// What the clock does with cases.
  var caseClock: CaseClock { CaseClock(applications.desk, all.onCases.flatMap(\.works)) }

  var calendarImport: CalendarImport {
    CalendarImport(store: store, calendar: calendar, rooms: all.flatMap(\.dueDays))
  }

  var reminders: Reminders {
    Reminders(all.flatMap(\.trays), post, calendar, rules.reminders)
  }

  /// What the demo's enterprises are known for.
  private func seeds(at now: Instant, in database: borrowing Connection) throws {
    for (kind, bytes) in demoRecords {
      // The demo may stand on any day: its data are four days old.
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing("{day}", with: "\(now.day.advanced(by: -4))")
      try Import.settle(Array(text.utf8), kind, at: now, in: database)
    }
  }

  /// One claim of the cast waits for its unit.
  func claim(at now: Instant, in database: borrowing Connection) throws {
    try cast?.claim(at: now, calendar, days: rules.claimDays, files: files, in: database)
  }

  /// Who is there before anyone comes.
  func settle(at now: Instant, wall: Instant, in database: borrowing Connection) throws {
    try CalendarImport.load(into: calendar, in: database)
    try units.settle(at: now, in: database)
    try Adoption.settle(policies, at: now, in: database)
    if let cast {
      try seeds(at: now, in: database)
      try cast.settle(at: now, wall: wall, in: database)
      if !isPlay { try claim(at: now, in: database) }
    }
    try library.load(in: database)
    if cast != nil {
      try DemoDeclarations.settle(
        demoDeclarations, under: library.shelf(at: now).standing, at: now, in: database)
    }
    if cast != nil, opensRound, library.rounds.isEmpty {
      try DemoRound.settle(
        library.shelf(at: now).standing, by: Cast.person("sj-zhang"), at: now, in: database)
      try library.load(in: database)
    }
  }
}
