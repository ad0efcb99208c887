import Accounts
import Acts
import Applications
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// What came with an answer, for whoever may read the answer.
struct ReplyFileDownload: View {
  typealias Asked = Nothing

  static let name = "consultation.download"
  static let summary = "下载答复所附的文件"
  static let path = Path<ItemPlace<ReplyFile>>("/consultation-files/:file")
  static let audience = ConsultationView.audience
  static let schema = Schema.text
  static let files = FileRule.Kind.allCases.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let file: ReplyFile
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Nothing, at place: ItemPlace<ReplyFile>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) { database in
      guard let found = try ReplyFiles.find(place.id, in: database) else { throw Refusal.notFound }
      _ = try ConsultationView.find(found.consultation, for: member, in: database)
      return found
    }
    return Answer(body: try FileBody("\(files.folder)/\(found.file)"), file: found)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: answer.file.kind.mediaType, answer.body)
    response.offerAsFile(answer.file.name)
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<ReplyFile>, for member: Member,
    _ visit: Visit
  ) -> HTML { HTML() }
}
