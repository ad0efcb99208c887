import Accounts
import Acts
import Asking
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A file of an application, for whoever may see the case: saved, or shown where browsers can.
struct AttachmentDownload: View {
  struct Asked: Input {
    static let way = Field.choice(
      "as", "怎样打开", [Choice("file", "保存"), Choice("page", "在浏览器里看")]
    ).optional
    static let fields = [way.note]
    let isShown: Bool
    init(_ answers: Answers) throws(Problems) {
      let way: String? = try answers.read(Self.way)
      isShown = way == "page"
    }
  }

  static let name = "application.file"
  static let summary = "查看、下载申请的附件"
  static let path = Path<AttachmentPlace>("/applications/:number/attachments/:file")
  static let audience = CaseView.audience
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.text
  static let files = FileRule.Kind.allCases.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let file: Attachment
    let isShown: Bool
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Asked, at place: AttachmentPlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) { database -> Attachment in
      let file = try Cases.find(place.number, for: member, in: database)
      guard let id = AttachmentID(place.file),
        let found = try Attachments.find(id, of: file.id, in: database),
        !found.isInternal || [.district, .bureau, .oversight].contains(member.seat.kind)
      else { throw Refusal.notFound }
      let isOwn = member.seat.organisation == file.enterprise
      if let obstacle = found.scan.obstacle(isScanning: desk.isScanning, isOwn: isOwn) {
        throw obstacle
      }
      return found
    }
    return Answer(
      body: try FileBody("\(files.folder)/\(found.file)"), file: found,
      isShown: asked.isShown && found.kind.isShown)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: answer.file.kind.mediaType, answer.body)
    if answer.isShown {
      response.showAsFile(answer.file.name, answer.file.kind)
    } else {
      response.offerAsFile(answer.file.name)
    }
    return response
  }

  /// Where a file is read, and where it is saved.
  static func links(_ number: String, _ file: Attachment) -> (shown: Address?, saved: Address) {
    let place = AttachmentPlace(number, "\(file.id)")
    return (
      file.kind.isShown ? path.link(place, query: [(Asked.way.name, "page")]) : nil,
      path.link(place)
    )
  }

  /// The way to what answers point to.
  static func evidence(_ number: String, _ files: [Attachment]) -> EvidenceLinks {
    EvidenceLinks(
      files.map { file in
        let ways = links(number, file)
        return (file.slot, file.name, ways.shown ?? ways.saved)
      })
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: AttachmentPlace, for member: Member,
    _ visit: Visit
  ) -> HTML { HTML() }
}
