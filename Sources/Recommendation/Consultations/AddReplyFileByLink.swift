import Accounts
import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The same by the link, which stays good: only the answer spends it.
struct AddReplyFileByLink: Recording, UploadAct {
  typealias Asked = ReplyFileInput

  static let name = "consultation.fileByLink"
  static let summary = "凭链接为答复附文件"
  static let path = Path<SecretPlace>("/replies/:secret/files")
  static let audience = Audience.everyone
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.answer.clause
  static let schema = Schema.object([.always("files", .integer)])

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws {
    _ = try ledger.store.read(lane: visit.lane) {
      try ReplyView.find(place, at: visit.wall, in: $0).file
    }
  }

  func perform(
    _ asked: ReplyFileInput, at place: SecretPlace, by actor: Visitor, _ visit: Visit
  ) async throws -> Int {
    let kept = try await files.keep([(ReplyFileInput.file.name, asked.file)])
    do {
      return try await record(visit, at: place) { moment, database in
        try ReplyFiles.keep(
          kept[0], of: ReplyView.find(place, at: moment.wall, in: database).asked,
          moment, desk, in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  func json(_ count: Int) -> JSON { ["files": .integer(count)] }
  func next(_ count: Int, at place: SecretPlace) -> Address { ReplyView.path.link(place) }

  func page(_ sheet: Sheet, at place: SecretPlace, for actor: Visitor, _ visit: Visit) throws
    -> HTML
  {
    let view = ReplyView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: actor, visit), at: place, for: actor, visit)
  }
}
