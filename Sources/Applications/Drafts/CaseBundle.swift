import Accounts
import Acts
import Design
import Digest
import HTML
import HTTP
import JSON
import Linux
import Policy
import Routing
import SQLite
import Tables
import Vocabulary

/// Everything of an application in one archive: what was sent, its files by their slots, and a list
/// with their digests. What leaves the house is on the record, so taking it along is an act.
struct CaseBundle: Recording {
  typealias Asked = Nothing

  static let name = Lifecycle.bundle.name
  static let summary = Lifecycle.bundle.title
  static let path = Path<CasePlace>("/applications/:number/bundle")
  static let audience = Audience.members(Lifecycle.bundle.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.bundle.clause
  static let isAnnounced = false
  /// Taken along again, it is another line in the journal.
  static let isRemembered = false
  static let schema = Schema.object([
    .always(
      "files",
      .list(
        .object([
          .always("slot", .text), .always("name", .text), .always("size", .integer),
          .always("sha256", .text), .always("href", .text),
        ])))
  ])

  struct Answer: Sendable {
    let number: String
    let files: [Attachment]
    let body: FileBody
  }

  private struct Content: Sendable {
    let file: Case
    let sent: [Submission]
    let files: [(label: String, file: Attachment)]
    /// Not handed out now; the list says why.
    let heldBack: [(label: String, file: Attachment, why: String)]
  }

  let desk: CaseDesk
  let files: ProofFiles

  var ledger: Ledger { desk.ledger }

  func perform(
    _ asked: Nothing, at place: CasePlace, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    let content = try ledger.store.read(lane: visit.lane) {
      try find(place, member, at: visit.now, in: $0)
    }
    let body = try await files.work { [files] in try Self.packed(content, files) }
    return try await record(visit, at: place) { _, _ in
      Done(
        Answer(number: place.number, files: content.files.map(\.file), body: body),
        "打包下载：\(content.file.enterpriseName)“\(content.file.item)”（\(place.number)），附件 \(content.files.count) 份",
        about: content.file.subject)
    }
  }

  /// Its enterprise takes along what lies there now; everyone else what was sent last.
  private func find(
    _ place: CasePlace, _ member: Member, at now: Instant, in database: borrowing Connection
  ) throws -> Content {
    let file = try Cases.find(place.number, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: now, in: database)
    try desk.judge.admit(Lifecycle.bundle, facts, in: database)
    let sent = try Submissions.of(file.id, in: database)
    // Ended without ever having been sent.
    if sent.isEmpty {
      throw Refusal(.conflict, code: "nothingSent", "这份申请还没有提交过，没有可以打包的。")
    }
    let form = try Drafts.of(facts, in: database).form
    let isOwn = member.seat.organisation == file.enterprise
    let attached =
      if !isOwn, let last = sent.last {
        try Attachments.of(file.id, in: last, database)
      } else {
        try Attachments.of(file.id, in: database)
      }
    let slots = form.questionnaire.questions.filter { $0.kind == .file }
    let labels =
      slots.map { (id: $0.id, label: $0.label) } + [(id: Signed.slot, label: Signed.slotTitle)]
    let all = labels.flatMap { slot in
      attached.filter { $0.slot == slot.id }.map { (label: slot.label, file: $0) }
    }
    func obstacle(_ one: Attachment) -> Refusal? {
      one.scan.obstacle(isScanning: desk.isScanning, isOwn: isOwn)
    }
    return Content(
      file: file, sent: sent, files: all.filter { obstacle($0.file) == nil },
      heldBack: all.compactMap { one in
        obstacle(one.file).map { (one.label, one.file, $0.sentence) }
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
    for (label, file, why) in content.heldBack {
      rows.append(
        [label, file.name, "\(file.size)", Hex.text(file.digest), file.at.chinese, why]
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

  func json(_ answer: Answer) -> JSON {
    [
      "files": .array(
        answer.files.map { file in
          [
            "slot": .string(file.slot), "name": .string(file.name), "size": .integer(file.size),
            "sha256": .string(Hex.text(file.digest)),
            "href": .string(
              "/api/v1"
                + AttachmentDownload.path.link(AttachmentPlace(answer.number, "\(file.id)")).text),
          ]
        })
    ]
  }

  func next(_ answer: Answer, at place: CasePlace) -> Address { CaseView.path.link(place) }

  func page(
    _ sheet: Sheet, at place: CasePlace, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      p { a(.href(CaseView.path.link(place))) { "回到这份申请" } }
    }
  }
}
