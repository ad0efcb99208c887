import Design
import HTML
import JSON
import Routing
import Vocabulary

/// What is said of a code, or of a name that one entry alone bears: how the entry stands, with dates and
/// scope, or that there is none. Where several bear the name, each is said for itself.
struct Verdict: Sendable {
  /// As it was asked for.
  var code: String
  let entry: Entry?
  let listing: Listing?
  let now: Instant
  /// Entries that bear the name that was asked for: the first of so many.
  var named: [Entry] = []
  var total = 0
  /// What was asked for besides the code.
  var name = ""
  var isAsked = true

  init(_ code: String, _ gazette: Gazette, _ now: Instant) throws {
    self.code = code
    self.now = now
    entry = try gazette.entry(code)
    listing = try entry.map { try gazette.listing($0.listing).listing }
  }

  /// None where several bear a name and no code was asked for.
  var state: Entry.State? {
    if let entry { return entry.state(on: now.day).state }
    return code.isEmpty && !named.isEmpty ? nil : .unknown
  }

  /// Whether the entry of the code bears the name that was given with it; nil where there is nothing to compare.
  private var goesTogether: Bool? {
    let words = Plain.plain(name)
    guard let entry, !code.isEmpty, !words.isEmpty else { return nil }
    return entry.goes(with: words)
  }

  static let schema = Schema.object([
    .sometimes("nameMatches", .boolean),
    .sometimes("state", .oneOf(Entry.State.allCases.map(\.rawValue))), .sometimes("code", .text),
    .sometimes("item", .text), .sometimes("kind", .text), .sometimes("enterprise", .text),
    .sometimes("unit", .text), .sometimes("since", .day), .sometimes("listedOn", .day),
    .sometimes("until", .day), .sometimes("reason", .text), .sometimes("mark", Entry.markSchema),
    .sometimes("named", .list(Entry.schema)), .sometimes("total", .integer),
  ])

  var json: JSON {
    let day = now.day
    var members: [JSON.Member] = state.map { [.init("state", .string($0.rawValue))] } ?? []
    if let goesTogether { members.append(.init("nameMatches", .bool(goesTogether))) }
    members += (entry?.members(on: day) ?? []).filter { $0.name != "state" }
    if !named.isEmpty {
      members.append(.init("named", .array(named.map { $0.json(on: day) })))
      members.append(.init("total", .integer(total)))
    }
    return .object(members)
  }

  var html: HTML {
    group {
      if let entry, goesTogether == false {
        note(.wrong) {
          p {
            "编号 \(entry.code) 登记的是\(entry.enterprise)的“\(entry.item)”，和您写的“\(name)”对不上。标志可能用在了别的产品上，请当心。"
          }
        }
      }
      if let entry, let listing {
        ProofCard(entry: entry, listing: listing, now: now, isMismatched: goesTogether == false)
          .html
      } else if state == .unknown {
        proofCard(
          Entry.State.unknown.title, Entry.State.unknown.tone, at: moment(now),
          reason: group {
            p {
              code.isEmpty
                ? "名单里没有这个名称：可能写得不一样，也可能是冒用。请按标志下方的编号再查一次，或者看名单。"
                : "编号可能抄错一位，也可能是冒用。请对照标志再输一次，或者按名称查名单。"
            }
            p { a(.href(Paths.lists.link)) { "看名单" } }
          }
        ) { fact("查的是", HTML(code.isEmpty ? name : code)) }
      }
      if !named.isEmpty {
        EntryTable(
          total > named.count
            ? "名称相符的有 \(total) 项，先列 \(named.count) 项，请把名称写得更全" : "名称相符的 \(total) 项", named, now.day
        ).html
      }
    }
  }
}

/// How an entry stands: the word first, then the reason, then dates and scope.
struct ProofCard {
  let entry: Entry
  let listing: Listing
  let now: Instant
  var code: HTML?
  /// The name that was asked for with the code is another one.
  var isMismatched = false

  var html: HTML {
    let (state, since) = entry.state(on: now.day)
    let hasReason = !entry.reason.isEmpty && (state == .suspended || state == .revoked)
    return proofCard(
      isMismatched ? "名称对不上" : state.title, isMismatched ? .wrong : state.tone, at: moment(now),
      reason: hasReason ? p { entry.reason } : nil,
      code: code
    ) {
      fact("产品或服务", HTML("\(entry.item)（\(entry.kindTitle)）"))
      fact("企业", HTML(entry.enterprise))
      fact("受理单位", HTML(entry.unit))
      fact("标志编号", mono(entry.code))
      fact("\(state.title)自", date(since))
      fact("名单", a(.href(ListView.path.link(ItemPlace(listing.id)))) { listing.document })
      fact("列入名单", HTML("\(entry.listed.chinese)至\(entry.until.chinese)"))
      if let licence = entry.licence {
        fact(
          "授权使用",
          HTML(
            "\(state == .valid ? "" : "已经停止，原来是")\(licence.since.chinese)至\(licence.until.chinese)，登记号 \(licence.number)"
          ))
        fact("使用范围", HTML(licence.scope))
      } else {
        fact("标志使用", HTML("还没有登记"))
      }
    }
  }
}

/// Numbers and codes, letter by letter.
private func mono(_ text: String) -> HTML { code { text } }
