import Digest
import JSON
import Linux
import Vocabulary

/// One mail in the form of RFC 5322: plain text, UTF-8, nothing that could be taken for a header.
struct Mail: Sendable {
  let from: String
  let to: String
  let title: String
  let text: String
  let number: Int
  let at: Instant

  var bytes: [UInt8] {
    let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
    var lines = [
      "Date: \(Mail.date(at))", "From: <\(from)>", "To: <\(to)>", "Subject: \(Mail.encoded(title))",
      // The same mail sent again is the same mail.
      "Message-ID: <brandpilot-\(number)-\(at.milliseconds)@\(domain)>", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      "Auto-Submitted: auto-generated", "",
    ]
    let body = Array(BaseText.base64(Array(text.utf8)).utf8)
    for start in stride(from: 0, to: body.count, by: 76) {
      lines.append(String(decoding: body[start..<min(start + 76, body.count)], as: UTF8.self))
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  /// Words of RFC 2047, each short enough for a line and cut between characters.
  static func encoded(_ text: String) -> String {
    var words: [String] = []
    var piece = ""
    for character in text.unicodeScalars {
      if piece.utf8.count + String(character).utf8.count > 42 {
        words.append(piece)
        piece = ""
      }
      piece.unicodeScalars.append(character)
    }
    words.append(piece)
    return words.map { "=?utf-8?B?\(BaseText.base64(Array($0.utf8)))?=" }
      .joined(separator: "\r\n ")
  }

  private static func date(_ at: Instant) -> String {
    let day = at.day
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = at.description.dropFirst(11).prefix(8)
    return "\(names[day.weekday]), \(day.date) \(months[day.month - 1]) \(day.year) \(clock) +0800"
  }
}

/// How mail leaves: the machine's own sendmail, or a relay that takes it by SMTP.
package enum MailWay: Sendable, Equatable {
  case sendmail(String)
  case relay(host: String, port: Int)

  /// `sendmail`, `sendmail:/path` or `smtp://host:port`.
  package init?(_ text: String) {
    if text == "sendmail" {
      self = .sendmail("/usr/sbin/sendmail")
    } else if text.hasPrefix("sendmail:/") {
      self = .sendmail(String(text.dropFirst(9)))
    } else if text.hasPrefix("smtp://") {
      let parts = text.dropFirst(7).split(separator: ":", omittingEmptySubsequences: false)
      guard let host = parts.first, !host.isEmpty, parts.count <= 2,
        let port = parts.count == 2 ? Int(parts[1]) : 25, 1...65_535 ~= port
      else { return nil }
      self = .relay(host: String(host), port: port)
    } else {
      return nil
    }
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
    /// It will not go better next time.
    let isFinal: Bool
  }

  func send(_ mail: Mail, seconds: Int) throws {
    guard MailAddress(mail.to) != nil else {
      throw Trouble(description: "not a mail address", isFinal: true)
    }
    switch self {
    case .sendmail(let program):
      let code = try Child.run(
        program, ["-i", "-f", mail.from, "--", mail.to], input: mail.bytes, seconds: 2 * seconds)
      guard code == 0 else {
        throw Trouble(description: "sendmail: \(code.map { "\($0)" } ?? "timeout")", isFinal: false)
      }
    case .relay(let host, let port): try relay(mail, host, port, seconds)
    }
  }

  /// RFC 5321, without extensions: the text is base64, so no line is long and none begins with a dot.
  private func relay(_ mail: Mail, _ host: String, _ port: Int, _ seconds: Int) throws {
    var relay = try Dialogue(host: host, port: port, seconds: seconds)
    try MailWay.expect(2, from: &relay)
    for (line, wanted) in [
      ("EHLO localhost", 2), ("MAIL FROM:<\(mail.from)>", 2), ("RCPT TO:<\(mail.to)>", 2),
      ("DATA", 3),
    ] {
      try relay.say(Array("\(line)\r\n".utf8))
      try MailWay.expect(wanted, from: &relay)
    }
    try relay.say(mail.bytes + Array(".\r\n".utf8))
    try MailWay.expect(2, from: &relay)
    // Taken: a goodbye that is not heard changes nothing.
    try? relay.say(Array("QUIT\r\n".utf8))
  }

  private static func expect(_ kind: Int, from relay: inout Dialogue) throws {
    var line = try relay.hear()
    while line.utf8.dropFirst(3).first == UInt8(ascii: "-") { line = try relay.hear() }
    guard line.utf8.first == UInt8(ascii: "0") + UInt8(kind) else {
      throw Trouble(
        description: String(line.prefix(3)), isFinal: line.utf8.first == UInt8(ascii: "5"))
    }
  }
}

/// How short messages leave: a program of the operator's, or an HTTP relay asked through curl.
package enum SMSWay: Sendable, Equatable {
  case command(String)
  case relay(String)

  package init?(_ text: String) {
    if text.hasPrefix("command:/") {
      self = .command(String(text.dropFirst(8)))
    } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
      self = .relay(text)
    } else {
      return nil
    }
  }

  func send(_ text: String, to phone: String, seconds: Int) throws {
    let code: Int32?
    switch self {
    case .command(let program):
      code = try Child.run(program, [phone], input: Array(text.utf8), seconds: seconds)
    case .relay(let address):
      let body: JSON = ["phone": .string(phone), "text": .string(text)]
      code = try Child.run(
        "/usr/bin/curl",
        [
          "--silent", "--fail", "--max-time", "\(seconds)", "--header",
          "Content-Type: application/json",
          "--data-binary", "@-", "--", address,
        ], input: body.bytes, seconds: seconds + 10)
    }
    guard code == 0 else {
      throw MailWay.Trouble(
        description: "sms: \(code.map { "\($0)" } ?? "timeout")", isFinal: false)
    }
  }
}
