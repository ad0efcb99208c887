import Linux
import SQLite
import Vocabulary

/// Carries what waits out of the house, a few at a time. What does not go is tried again later and
/// given up after a day; a message may arrive twice, never half.
package struct Courier: Sendable {
  let store: Store
  let mail: MailWay?
  let from: String
  let sms: SMSWay?
  /// Seconds that a server or a program may take for one message.
  let patience: Int

  package init(
    _ store: Store, mail: MailWay?, from: String, sms: SMSWay?, patience: Int = 30
  ) {
    self.patience = patience
    self.store = store
    self.mail = mail
    self.from = from
    self.sms = sms
  }

  private struct Parcel: Sendable {
    let id: Int
    let channel: String
    let recipient: String
    let title: String
    let text: String
    let secret: String?
    let tries: Int
    let at: Instant
  }

  /// A part of the clerk's round; it waits for other servers, so never on a loop.
  package func round(at wall: Instant) throws {
    let parcels = try store.read { database in
      try database.all(
        """
        SELECT id, channel, recipient, title, text, secret, tries, at FROM outgoing
        WHERE state = 'waiting' AND next <= ? ORDER BY next LIMIT 5
        """, wall.milliseconds
      ) { row in
        Parcel(
          id: row.int(0), channel: row.text(1), recipient: row.text(2), title: row.text(3),
          text: row.text(4), secret: row.optionalText(5), tries: row.int(6),
          at: Instant(milliseconds: Int64(row.int(7))))
      }
    }
    for parcel in parcels {
      do {
        try send(parcel)
        try store.writeAndWait { database in
          try database.run(
            """
            UPDATE outgoing SET state = 'sent', secret = NULL, sent_at = ?, trouble = NULL
            WHERE id = ?
            """, wall.milliseconds, parcel.id)
        }
      } catch let error as StoreError {
        throw error
      } catch {
        try note(error, parcel, at: wall)
      }
    }
  }

  private func send(_ parcel: Parcel) throws {
    let text = parcel.secret.map { "\(parcel.text)\n\n\($0)" } ?? parcel.text
    switch parcel.channel {
    case "mail":
      guard let mail else { throw MailWay.Trouble(description: "mail is off", isFinal: false) }
      try mail.send(
        Mail(
          from: from, to: parcel.recipient, title: parcel.title, text: text, number: parcel.id,
          at: parcel.at), seconds: patience)
    default:
      guard let sms else { throw MailWay.Trouble(description: "sms is off", isFinal: false) }
      try sms.send(text, to: parcel.recipient, seconds: patience)
    }
  }

  /// Half a minute, then twice as long each time: some fourteen tries in a day.
  private func note(_ error: any Error, _ parcel: Parcel, at wall: Instant) throws {
    let isFinal = (error as? MailWay.Trouble)?.isFinal == true || parcel.tries >= 13
    let pause: Int64 = min(7_200_000, 30_000 << Int64(min(parcel.tries, 10)))
    try store.writeAndWait { database in
      try database.run(
        """
        UPDATE outgoing SET state = CASE WHEN ?1 THEN 'givenUp' ELSE 'waiting' END,
          secret = CASE WHEN ?1 THEN NULL ELSE secret END,
          tries = tries + 1, next = ?2, trouble = ?3 WHERE id = ?4
        """, isFinal, wall.milliseconds + pause, String("\(error)".prefix(200)), parcel.id)
    }
  }
}
