import Acts
import Design
import Digest
import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// One entry by its number.
struct SequencePlace: Place, Equatable {
  static let holes = 1
  let number: Int

  init(_ number: Int) { self.number = number }

  init?(_ segments: [String]) {
    guard segments.count == 1, let number = Int(segments[0]), number > 0,
      "\(number)" == segments[0]
    else { return nil }
    self.number = number
  }

  var segments: [String] { ["\(number)"] }
}

/// One entry with everything the chain holds of it.
struct EntryView: View {
  typealias Asked = Nothing

  static let name = "journal.entry"
  static let summary = "日志里的一条"
  static let path = Path<SequencePlace>("/journal/:sequence")
  static let audience = Audience.members(.supervisor, .auditor)
  static let schema = Schema.object(LinksView.properties + [.always("acts", .offers)])

  let store: Store

  func answer(
    _ asked: Nothing, at place: SequencePlace, for member: Member, _ visit: Visit
  ) throws -> Link {
    guard
      let link = try store.read(lane: visit.lane, { try Journal.link(place.number, in: $0) })
    else { throw Refusal.notFound }
    return link
  }

  func json(_ link: Link) -> JSON {
    .object(
      (LinksView.json(link).members ?? []) + [
        .init("acts", [DisclosePayload.offered(at: SequencePlace(link.sequence))])
      ])
  }

  func page(
    _ sheet: Sheet, _ link: Link?, at place: SequencePlace, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let link else { return HTML() }
    return Shell("第 \(link.sequence) 条", on: visit, trail: [("日志", Paths.journal.link)]).page {
      errorSummary(sheet)
      factList {
        fact("时间", moment(link.at))
        fact("谁", code { link.actor })
        if let behalf = link.behalf { fact("以谁的身份", code { behalf }) }
        fact("操作", code { link.act })
        if let subject = link.subject {
          fact(
            "关于",
            group {
              SubjectWords.words(subject)
              " "
              code { subject }
            })
        }
        fact("内容", HTML(link.summary))
        fact("附带内容的摘要", code { Hex.text(link.payloadDigest) })
        fact("前一条的哈希", code { Hex.text(link.previous) })
        fact("这一条的哈希", code { Hex.text(link.hash) })
      }
      p(.class("acts noprint")) {
        a(.class("button plain"), .href(DisclosePayload.path.link(place))) { "查看附带的内容" }
      }
    }
  }
}

/// Opens what lies beside an entry; itself on the record.
struct DisclosePayload: RecordedAct {
  struct Asked: Input {
    static let reason = Field.longText("reason", "理由", most: 300, example: "核查投诉")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "journal.disclose"
  static let summary = "查看一条日志附带的内容"
  static let path = Path<SequencePlace>("/journal/:sequence/disclosure")
  // Writing down that one has read is no change of what is read (house §8).
  static let audience = Audience.members(.supervisor, .auditor).confirmed
  static let schema = Schema.object([.always("erased", .boolean), .sometimes("payload", .text)])

  let ledger: Ledger

  func change(
    _ asked: Asked, at place: SequencePlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String?> {
    guard try Journal.link(place.number, in: database) != nil else { throw Refusal.notFound }
    let payload = try Journal.payload(place.number, in: database)
    return Done(
      payload, "查看日志附带的内容", about: "journal/\(place.number)",
      payload: ["reason": .string(asked.reason)])
  }

  func called(at place: SequencePlace, for member: Member, _ visit: Visit) -> String {
    "第 \(place.number) 条"
  }

  func json(_ payload: String?) -> JSON {
    guard let payload else { return ["erased": true] }
    return ["erased": false, "payload": .string(payload)]
  }
  func remembered(_ payload: String?) -> JSON { ["erased": .bool(payload == nil)] }
  func next(_ payload: String?, at place: SequencePlace) -> Address { EntryView.path.link(place) }

  func shown(_ payload: String?, at place: SequencePlace, _ visit: Visit) -> HTML? {
    Shell(
      "第 \(place.number) 条附带的内容", on: visit,
      trail: [("日志", Paths.journal.link), ("第 \(place.number) 条", EntryView.path.link(place))]
    ).page {
      if let payload {
        pre(.class("copy"), .tabindex(0), .role("region"), .aria("aria-label", "附带的内容")) { payload }
      } else {
        p { "这条附带的内容已按留存规定删除，链上只留下它的摘要。" }
      }
      p(.class("quiet")) { "这次查看已经记入日志。" }
    }
  }

  func page(
    _ sheet: Sheet, at place: SequencePlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let link = try EntryView(store: ledger.store).answer(Nothing(), at: place, for: member, visit)
    return actPage(
      Self.summary, on: visit, above: [("日志", Paths.journal.link)],
      backTo: ("第 \(link.sequence) 条", EntryView.path.link(place)),
      lead: "“\(link.summary)”附带的内容可能有个人信息。查看要写明理由，查看本身也记入日志。", sheet
    ) {
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "查看")
    }
  }
}
