import Accounts
import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Whoever handles an objection reads what came with it: on the record, each time.
struct OpenEvidence: RecordedAct {
  typealias Asked = Nothing

  static let name = "objection.evidence.open"
  static let summary = "查看异议的证据材料"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/evidence/opening")
  static let audience = EvidenceDownload.audience
  static let schema = Schema.object([.always("href", .text)])
  static let isAnnounced = false
  static let isRemembered = false

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Objection>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Address> {
    let docket = try Docket(place.id, member, moment.now, desk, in: database)
    guard docket.isHandled(by: member) else { throw Refusal.notFound }
    let key = files.keys.issue(Self.file(place), member.caller, at: moment.wall)
    return Done(
      EvidenceDownload.path.link(place, query: [(ReadingKeys.key.name, key)]), "查看异议的证据材料",
      about: docket.facts.file.subject, payload: ["objection": .string("\(place.id)")])
  }

  static func file(_ place: ItemPlace<Owner.Objection>) -> String { "objection \(place.id)" }

  func json(_ file: Address) -> JSON { ["href": .string("/api/v1\(file.text)")] }
  func next(_ file: Address, at place: ItemPlace<Owner.Objection>) -> Address { file }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Objection>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ObjectionView(desk: desk)
    let answer = try view.answer(Nothing(), at: place, for: member, visit)
    return view.page(sheet, answer, at: place, for: member, visit)
  }
}
