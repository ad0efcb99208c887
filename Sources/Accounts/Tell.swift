import Acts
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

extension Post {
  /// Writes to one person, if there still is one.
  package func tell(
    _ person: PersonID, _ occasion: Occasion, _ values: [String: String], about: String,
    link: Address, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard let recipient = try Recipients.of(person, in: database) else { return }
    try tell([recipient], occasion, values, about: about, link: link, moment, in: database)
  }

  /// To everyone of an organisation in one of these roles.
  package func tellUnit(
    _ organisation: OrganisationID, as roles: Set<Role>, _ occasion: Occasion,
    _ values: [String: String], about: String, link: Address, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try tell(
      Recipients.of(organisation, as: roles, in: database), occasion, values, about: about,
      link: link, moment, in: database)
  }

  func tell(
    _ recipients: [Recipient], _ occasion: Occasion, _ values: [String: String], about: String,
    link: Address, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for recipient in recipients {
      try write(
        occasion, values, to: recipient, about: about, link: link, at: moment.now,
        wall: moment.wall, in: database)
    }
  }

  /// By mail alone, with a link that works once.
  func mail(
    _ address: String, _ occasion: Occasion, _ values: [String: String], about: String,
    secret link: Address, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try write(
      occasion, values, to: Recipient(nil, mail: address), about: about, link: link,
      isSecret: true, at: moment.now, wall: moment.wall, in: database)
  }
}
