import Accounts
import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One of the department's people adds a file to the answer.
struct AddReplyFile: Recording, UploadAct {
  typealias Asked = ReplyFileInput

  static let name = "consultation.file"
  static let summary = "为答复附文件"
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation/files")
  static let audience = Audience.members(Lifecycle.answer.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.answer.clause
  static let schema = Schema.object([.always("files", .integer)])

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit) throws {
    _ = try ledger.store.read(lane: visit.lane) { try find(place, member, in: $0) }
  }

  private func find(
    _ place: ItemPlace<Owner.Matter>, _ member: Member, in database: borrowing Connection
  ) throws -> Consultation {
    guard let found = try Consultations.find(place.id, in: database),
      found.department == member.seat.organisation
    else { throw Refusal.notFound }
    return found
  }

  func perform(
    _ asked: ReplyFileInput, at place: ItemPlace<Owner.Matter>, by member: Member, _ visit: Visit
  ) async throws -> Int {
    let kept = try await files.keep([(ReplyFileInput.file.name, asked.file)])
    do {
      return try await record(visit, at: place) { moment, database in
        try ReplyFiles.keep(
          kept[0], of: find(place, member, in: database), moment, desk,
          in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  func json(_ count: Int) -> JSON { ["files": .integer(count)] }

  func next(_ count: Int, at place: ItemPlace<Owner.Matter>) -> Address {
    ConsultationView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ConsultationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
