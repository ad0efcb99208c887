import Design
import HTML
import HTTP
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// Comes in as one of the cast.
struct CastEntry: Act {
  struct Asked: Input {
    static let login = Field.text("login", "登录名", most: 64, example: "lihua")
    static let fields = [login.note]
    let login: String
    init(_ answers: Answers) throws(Problems) { login = try answers.read(Self.login) }
  }

  static let name = "cast.enter"
  static let refuses: Set<Refusal.Kind> = [.notFound, .unavailable]
  static let summary = "以演示人员的身份进入（仅演示）"
  static let path = Path<Nowhere>("/cast/session")
  static let audience = Audience.everyone
  static let schema = SignIn.schema
  static let isAnnounced = false

  let cast: Cast
  let sessions: Sessions

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> SignIn.Opened {
    guard cast.players.contains(where: { $0.login == asked.login }) else { throw Refusal.notFound }
    let person = Cast.person(asked.login)
    let sessions = sessions
    return try await sessions.store.write { database in
      guard try People.find(person, in: database)?.status == .active else {
        throw Refusal.notFound
      }
      let token = Token.fresh
      try Sessions.endPrevious(visit, in: database)
      let session = try sessions.open(token, for: person, visit, in: database)
      try Journal.record(
        Entry(Self.name, by: person.subject, about: "session/\(session.id)", "演示登录"),
        at: visit.now, in: database)
      return SignIn.Opened(token: token, until: session.until, next: Paths.desk.link)
    }
  }

  func json(_ opened: SignIn.Opened) -> JSON {
    ["token": .string(opened.token.text), "expiresAt": .string("\(opened.until)")]
  }
  func next(_ opened: SignIn.Opened, at place: Nowhere) -> Address { opened.next }

  func adorn(_ response: inout Response, _ opened: SignIn.Opened, _ visit: Visit) {
    opened.put(into: &response, visit)
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    CastPage(cast: cast).page(sheet, true, at: place, for: actor, visit)
  }
}

extension AccountsRoom {
  /// For the demo alone.
  func routes(with cast: Cast) -> [Route] {
    [.view(CastPage(cast: cast)), .act(CastEntry(cast: cast, sessions: sessions))]
  }
}
