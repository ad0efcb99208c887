import Acts
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Links to set a new password, sent on a round of their own: whoever asks cannot tell by the time it
/// takes whether there is such a person (reliability R32).
enum ResetLinks {
  static let minutes = 30
  /// Whoever asks again so soon, or is asked for by somebody else, has a link that is still good.
  private static let apart: Int64 = 5 * 60_000

  static func ask(_ login: String, at wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "INSERT INTO reset_asked (login, at) VALUES (?, ?)", login, wall.milliseconds)
  }

  /// - Parameter now: the programme's clock, for the record.
  static func send(
    _ post: Post, at now: Instant, wall: Instant, in store: Store
  ) throws {
    let isAsked = try store.read {
      try $0.first("SELECT 1 FROM reset_asked LIMIT 1") { _ in true } ?? false
    }
    guard isAsked else { return }
    try store.writeAndWait { database in
      let asked = try database.all("SELECT id, login FROM reset_asked ORDER BY id LIMIT 100") {
        (id: $0.int(0), login: $0.text(1))
      }
      for one in asked {
        try send(to: one.login, post, at: now, wall: wall, in: database)
        try database.run("DELETE FROM reset_asked WHERE id = ?", one.id)
      }
    }
  }

  private static func send(
    to login: String, _ post: Post, at now: Instant, wall: Instant,
    in database: borrowing Connection
  ) throws {
    guard let person = try People.find(login: login, in: database), person.status == .active,
      person.isMailConfirmed
    else { return }
    let recent = try database.first(
      """
      SELECT 1 FROM ticket
      WHERE person = ? AND kind = 'reset' AND used IS NULL AND since BETWEEN ? AND ? LIMIT 1
      """, person.id.number, wall.milliseconds - apart, wall.milliseconds
    ) { _ in true }
    if recent == true { return }
    let token = try Tickets.make(
      .reset, for: .init(person: person.id, organisation: nil, role: nil, mail: nil, madeBy: nil),
      minutes: minutes, at: wall, in: database)
    try post.write(
      .passwordReset, ["name": person.name], to: .init(nil, mail: person.mail),
      about: person.id.subject, link: ResetPassword.path.link(SecretPlace(token.text)),
      isSecret: true, at: now, wall: wall, in: database)
    try Journal.record(
      Entry(AskReset.name, by: "visitor", about: person.id.subject, AskReset.summary),
      at: now, in: database)
  }
}

extension AccountsRoom {
  /// A part of the courier's round.
  package func sendResets(at now: Instant, wall: Instant) throws {
    try ResetLinks.send(post, at: now, wall: wall, in: store)
  }
}
