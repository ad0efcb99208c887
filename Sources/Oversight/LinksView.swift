import Digest
import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// The raw links, a piece at a time, for whoever recomputes the chain.
struct LinksView: View {
  struct Asked: Input {
    static let after = Field.integer("after", "在第几条之后", 0...Int(Int32.max))
    static let fields = [after.note]
    let after: Int
    init(_ answers: Answers) throws(Problems) { after = try answers.read(Self.after) }
  }

  static let name = "journal.links"
  static let summary = "日志的原始链条，供自行核验"
  static let path = Path<Nowhere>("/journal/links")
  static let api = "/api/v1/journal/links"
  static let audience = Audience.members(.supervisor, .auditor)
  static let faces: Set<Visit.Face> = [.json]
  static let properties: [Schema.Property] = [
    .always("sequence", .integer), .always("milliseconds", .integer), .always("actor", .text),
    .sometimes("behalf", .text), .always("act", .text), .sometimes("subject", .text),
    .always("summary", .text), .always("payloadDigest", .text), .always("previous", .text),
    .always("hash", .text),
  ]
  static let schema = Schema.object([.always("items", .list(.object(properties)))])
  static let most = 500

  let store: Store

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> [Link] {
    try store.read(lane: visit.lane) { database in
      try Journal.links(after: asked.after, most: Self.most, in: database)
    }
  }

  func json(_ links: [Link]) -> JSON { ["items": .array(links.map(Self.json))] }

  static func json(_ link: Link) -> JSON {
    var members: [JSON.Member] = [
      .init("sequence", .integer(link.sequence)),
      .init("milliseconds", .integer(Int(link.at.milliseconds))),
      .init("actor", .string(link.actor)), .init("act", .string(link.act)),
      .init("summary", .string(link.summary)),
      .init("payloadDigest", .string(Hex.text(link.payloadDigest))),
      .init("previous", .string(Hex.text(link.previous))),
      .init("hash", .string(Hex.text(link.hash))),
    ]
    if let behalf = link.behalf { members.append(.init("behalf", .string(behalf))) }
    if let subject = link.subject { members.append(.init("subject", .string(subject))) }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ links: [Link]?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML { HTML() }
}
