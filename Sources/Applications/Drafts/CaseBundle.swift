import Accounts
import Acts
import Digest
import HTML
import HTTP
import JSON
import Journal
import Linux
import Policy
import Routing
import SQLite
import Tables
import Vocabulary

/// Everything of an application in one archive: what was sent, its files by their slots, and a list
/// with their digests. Who takes it along is on the record.
struct CaseBundle: View {
  typealias Asked = Nothing

  static let name = "application.bundle"
  static let summary = "打包下载申请书和全部附件"
  static let path = Path<CasePlace>("/applications/:number/bundle")
  static let audience = CaseView.audience
  static let schema = Schema.text
  static let files = [MediaType.zip]

  struct Answer: Sendable {
    let number: String
    let body: FileBody
  }

  private struct Content: Sendable {
    let file: Case
    let sent: [Submission]
    let files: [(label: String, file: Attachment)]
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Nothing, at place: CasePlace, for member: Member, _ visit: Visit
  ) async throws -> Answer {
    let content = try desk.ledger.store.read(lane: visit.lane) {
      try find(place, member, visit, in: $0)
    }
    let body = try await files.work { [files] in try Self.packed(content, files) }
    try await desk.ledger.store.write { database in
      let entry = Entry(
        Self.name, by: member.caller.actor, onBehalfOf: member.caller.behalf,
        about: content.file.subject,
        "打包下载：\(content.file.enterpriseName)“\(content.file.item)”（\(place.number)），附件 \(content.files.count) 份"
      )
      try Journal.record(entry, at: visit.now, in: database)
    }
    return Answer(number: place.number, body: body)
  }

  /// Its enterprise takes along what lies there now; everyone else what was sent last.
  private func find(
    _ place: CasePlace, _ member: Member, _ visit: Visit, in database: borrowing Connection
  ) throws -> Content {
    let file = try Cases.find(place.number, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: visit.now, in: database)
    let sent = try Submissions.of(file.id, in: database)
    let form = try Drafts.of(facts, in: database).form
    let isOwn = member.seat.organisation == file.enterprise
    let attached =
      if !isOwn, let last = sent.last {
        try Attachments.of(file.id, in: last, database)
      } else {
        try Attachments.of(file.id, in: database)
      }
    let slots = form.questionnaire.questions.filter { $0.kind == .file }
    return Content(
      file: file, sent: sent,
      files: slots.flatMap { slot in
        attached.filter { $0.slot == slot.id }.map { (slot.label, $0) }
      })
  }

  private static func packed(_ content: Content, _ files: ProofFiles) throws -> FileBody {
    let path = "\(files.scratch)/\(AttachmentID.drawn).zip"
    var archive = try ArchiveFile(path)
    // Sent from its open file: the name is not needed once it is opened.
    defer { Files.remove(path) }
    for one in content.sent {
      try archive.add("申请书/第\(one.version)次提交.json", one.content)
    }
    var rows: [[Grid.Cell]] = []
    for (index, (label, file)) in content.files.enumerated() {
      let name = "附件/" + "\(index + 1)-\(label)-\(file.name)".replacing("/", with: "／")
      try archive.add(name, copying: Descriptor.open("\(files.folder)/\(file.file)", 0))
      rows.append(
        [label, file.name, "\(file.size)", Hex.text(file.digest), file.at.chinese, name]
          .map { .text($0) })
    }
    try archive.add(
      "清单.csv", Grid("清单", ["材料", "文件名", "字节", "SHA-256", "上传时间", "在压缩包里"], rows).csv)
    try archive.end()
    return try FileBody(path)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: .zip, answer.body)
    response.offerAsFile("\(answer.number).zip")
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: CasePlace, for member: Member, _ visit: Visit
  ) -> HTML { HTML() }
}
