import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// “这个邮箱是您的吗”: only an address that answered is written to about passwords.
struct MailCheck: RecordedAct {
  typealias Asked = Nothing

  static let name = "mail.confirm"
  static let summary = "确认电子邮箱"
  static let path = Path<SecretPlace>("/mail/:secret")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("confirmed", .boolean)])

  let ledger: Ledger

  static func ask(
    _ person: PersonID, name: String, mail: String, _ post: Post, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try Tickets.cancel(.mail, of: person, at: moment.wall, in: database)
    let token = try Tickets.make(
      .mail, for: .init(person: person, organisation: nil, role: nil, mail: mail, madeBy: nil),
      minutes: 3 * 1440, at: moment.wall, in: database)
    try post.mail(
      mail, .mailCheck, ["name": name], about: person.subject,
      secret: path.link(SecretPlace(token.text)), moment, in: database)
  }

  func change(
    _ asked: Nothing, at place: SecretPlace, by actor: Visitor, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    let ticket = try Tickets.spend(.mail, place.text, at: moment.wall, in: database)
    guard let person = ticket.person else { throw Tickets.void }
    try database.run(
      "UPDATE person SET mail_confirmed = 1 WHERE id = ? AND mail = ?", person.number, ticket.mail)
    guard database.changes == 1 else { throw Tickets.void }
    return Done(true, "确认电子邮箱", about: person.subject, by: person.subject)
  }

  func json(_ confirmed: Bool) -> JSON { ["confirmed": .bool(confirmed)] }
  func next(_ confirmed: Bool, at place: SecretPlace) -> Address { Paths.login.link }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws
    -> HTML
  {
    try ledger.store.read(lane: visit.lane) {
      try Tickets.requireOpen(.mail, place, visit, in: $0)
    }
    return Shell("确认电子邮箱", on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) { "按下按钮，确认这个邮箱是您的。以后忘记密码时，就能用它找回。" }
      postForm(Self.path.link(place), on: visit, button: "确认")
    }
  }
}
