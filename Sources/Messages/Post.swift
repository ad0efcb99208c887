import HTML
import JSON
import Linux
import SQLite
import Vocabulary

/// Writes to people: into their inbox, and on the way out to their mail and phone where the
/// operator has opened one. Always in the transaction of what it tells of.
package struct Post: Sendable {
  /// Where messages can go besides the inbox.
  package struct Ways: Sendable, Equatable {
    package var mail = false
    package var sms = false
    package init() {}
  }

  package struct Recipient: Sendable {
    package let person: PersonID?
    package let mail: String
    package let phone: String

    package init(_ person: PersonID?, mail: String, phone: String = "") {
      self.person = person
      self.mail = mail
      self.phone = phone
    }
  }

  package let templates: Templates
  package let ways: Ways
  /// What links in mails begin with.
  package let origin: String

  package init(_ templates: Templates, ways: Ways, origin: String) {
    self.templates = templates
    self.ways = ways
    self.origin = origin
  }

  /// - Parameters:
  ///   - about: what it concerns, as the journal names it.
  ///   - link: the page it leads to; where `isSecret`, one that works once, kept out of the inbox.
  package func write(
    _ occasion: Occasion, _ values: [String: String], to recipient: Recipient, about: String,
    link: Address, isSecret: Bool = false, at now: Instant, wall: Instant,
    in database: borrowing Connection
  ) throws {
    let template = templates[occasion]
    let title = Templates.fill(template.title, values)
    let text = Templates.fill(template.text, values)
    if let person = recipient.person, !isSecret {
      try database.run(
        """
        INSERT INTO message (id, person, kind, about, title, text, link, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, MessageID(random: Random.number()).number, person.number, occasion.name, about,
        title, text, link.text, now.milliseconds)
    }
    let secret = isSecret ? origin + link.text : nil
    let body = isSecret ? text : "\(text)\n\n\(origin)\(link.text)"
    if ways.mail, !recipient.mail.isEmpty {
      try queue("mail", recipient.mail, occasion, about, title, body, secret, wall, in: database)
    }
    if ways.sms, template.goesBySMS, !isSecret, !recipient.phone.isEmpty {
      try queue("sms", recipient.phone, occasion, about, title, title, nil, wall, in: database)
    }
  }

  private func queue(
    _ channel: String, _ recipient: String, _ occasion: Occasion, _ about: String, _ title: String,
    _ text: String, _ secret: String?, _ wall: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO outgoing (channel, recipient, kind, about, title, text, secret, state, next, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)
      """, channel, recipient, occasion.name, about, title, text, secret, wall.milliseconds,
      wall.milliseconds)
  }
}
