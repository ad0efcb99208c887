import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// An entry's code in an address, as it was typed or printed.
struct CodePlace: Place, Equatable {
  static let holes = 1
  let code: String

  init(_ code: String) { self.code = code }

  init?(_ segments: [String]) {
    guard segments.count == 1, 1...60 ~= segments[0].utf8.count else { return nil }
    code = segments[0]
  }

  var segments: [String] { [code] }
}

extension Entry {
  static let schema = Schema.object([
    .always("code", .text), .always("item", .text), .always("kind", .text),
    .always("enterprise", .text), .always("unit", .text),
    .always("state", .oneOf(State.allCases.map(\.rawValue))), .always("since", .day),
    .always("listedOn", .day), .always("until", .day), .sometimes("reason", .text),
    .sometimes("mark", markSchema),
  ])

  static let markSchema = Schema.object([
    .always("number", .text), .always("scope", .text), .always("from", .day),
    .always("until", .day),
  ])

  func members(on today: Day) -> [JSON.Member] {
    let (state, since) = state(on: today)
    var members: [JSON.Member] = [
      .init("code", .string(code)), .init("item", .string(item)), .init("kind", .string(kind)),
      .init("enterprise", .string(enterprise)), .init("unit", .string(unit)),
      .init("state", .string(state.rawValue)), .init("since", .string("\(since)")),
      .init("listedOn", .string("\(listed)")), .init("until", .string("\(until)")),
    ]
    if !reason.isEmpty, state == .suspended || state == .revoked {
      members.append(.init("reason", .string(reason)))
    }
    if let licence {
      members.append(
        .init(
          "mark",
          [
            "number": .string(licence.number), "scope": .string(licence.scope),
            "from": .string("\(licence.since)"), "until": .string("\(licence.until)"),
          ]))
    }
    return members
  }

  func json(on today: Day) -> JSON { .object(members(on: today)) }

  var kindTitle: String { ItemKind(rawValue: kind)?.title ?? kind }

  /// As codes are compared: whatever the width and the case, with or without its blanks, its dashes of whichever
  /// kind, and the word that stands before it. With anything else in it, it is another code.
  static func plain(_ code: String) -> [UInt8] {
    var letters = String.UnicodeScalarView()
    // The whole address behind the mark says the code at its end.
    let code =
      code.firstRange(of: "/verify/").map { code[$0.upperBound...].prefix { $0 != "?" } }
      ?? code[...]
    for letter in Plain.folded(String(code)).uppercased().unicodeScalars
    where letter.properties.generalCategory != .dashPunctuation
      && !letter.properties.isWhitespace && letter != "\u{2212}"
    { letters.append(letter) }
    var plain = Substring(String(letters))
    for word in ["标志", "编号", ":"] where plain.hasPrefix(word) {
      plain.removeFirst(word.count)
    }
    return Array(plain.utf8)
  }

  /// Without line ends, joiners and the like.
  static func seen(_ text: String) -> String {
    var letters = String.UnicodeScalarView()
    letters += text.unicodeScalars.filter {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
        $0.properties.generalCategory)
    }
    return String(letters)
  }

  /// Whether its item or its enterprise bears the name, or a part of it.
  /// - Parameter part: plain.
  func bears(_ part: String) -> Bool {
    !part.isEmpty && (Plain.holds(plainItem, part) || Plain.holds(plainEnterprise, part))
  }

  /// The same of all that stands on a package: it may say more than the name.
  func goes(with words: String) -> Bool {
    bears(words) || Plain.holds(words, plainItem) || Plain.holds(words, plainEnterprise)
  }
}

extension Entry.State {
  var tone: Tone {
    switch self {
    case .valid: .good
    case .suspended: .warn
    case .revoked, .expired, .unknown: .wrong
    }
  }
}

extension Gazette {
  func entry(_ code: String) throws -> Entry? {
    let plain = Entry.plain(code)
    return try contents.entries.first { $0.plainCode == plain }
  }
}

/// One entry under its stable code, with the QR code that is printed beside the mark.
struct EntryView: View {
  typealias Asked = Nothing

  static let name = "entry"
  static let summary = "名单里的一项，按标志编号"
  static let path = Path<CodePlace>("/entries/:code")
  static let audience = Audience.everyone
  static let clause: String? = Publication.listing
  static let schema = Entry.schema

  struct Answer: Sendable {
    let entry: Entry
    let listing: Listing
    let today: Day
  }

  let gazette: Gazette
  /// What the QR code's address begins with.
  let origin: String

  func answer(
    _ asked: Nothing, at place: CodePlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    guard let entry = try gazette.entry(place.code) else { throw Refusal.notFound }
    let (listing, _) = try gazette.listing(entry.listing)
    return Answer(entry: entry, listing: listing, today: visit.now.day)
  }

  func json(_ answer: Answer) -> JSON { answer.entry.json(on: answer.today) }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: CodePlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let entry = answer.entry
    return Shell(
      entry.item, on: visit,
      trail: [
        ("名单", Paths.lists.link),
        (answer.listing.title, ListView.path.link(ItemPlace(answer.listing.id))),
      ]
    ).page {
      ProofCard(entry: entry, listing: answer.listing, now: visit.now, code: code(entry)).html
      if !entry.standards.isEmpty {
        panel("主导制定、通过先进性评价的标准") {
          ul { for standard in entry.standards { li { standard } } }
        }
      }
    }
  }

  /// What is printed beside the mark, and the way that it leads.
  private func code(_ entry: Entry) -> HTML {
    let way = VerifyCode.path.link(CodePlace(entry.code))
    return div(.class("stack")) {
      if let qr = QRCode(origin + way.text) { qr.picture(label: "核验这个标志的二维码") }
      p(.class("small")) { a(.href(way)) { "扫码核验" } }
    }
  }
}
