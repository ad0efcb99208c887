import Accounts
import Acts
import Design
import Digest
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A file for one slot of the form, told by its content; what it replaces is kept.
struct AttachFile: Recording, UploadAct {
  struct Asked: Input {
    static let file = Field.file(
      "file", "文件", FileRule(mostBytes: 20 << 20), help: "PDF、JPG 或 PNG，最大 20 MB。")
    static let fields = [file.note]
    let file: SentFile
    init(_ answers: Answers) throws(Problems) { file = try answers.read(Self.file) }
  }

  struct Answer: Sendable {
    let number: String
    let kept: ProofFiles.Kept
    let id: AttachmentID
    let section: Int
  }

  static let name = Lifecycle.attach.name
  static let summary = Lifecycle.attach.title
  static let path = Path<SlotPlace>("/applications/:number/files/:slot")
  static let audience = Audience.members(Lifecycle.attach.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.attach.clause
  static let schema = Schema.object([
    .always("id", .text), .always("slot", .text), .always("name", .text), .always("size", .integer),
    .always("sha256", .text),
  ])

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: SlotPlace, for member: Member, _ visit: Visit) throws {
    _ = try ledger.store.read(lane: visit.lane) { database in
      try slot(place, member, visit, in: database)
    }
  }

  /// The section that asks for it.
  private func slot(
    _ place: SlotPlace, _ member: Member, _ visit: Visit, in database: borrowing Connection
  ) throws -> (facts: CaseFacts, draft: Draft, section: Int, label: String) {
    let file = try Cases.find(place.number, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: visit.now, in: database)
    let draft = try Drafts.of(facts, in: database)
    let section = draft.form.sections.firstIndex { section in
      section.questions.contains { $0.kind == .file && $0.id == place.slot }
    }
    guard let section,
      let asked = draft.form.sections[section].questions.first(where: { $0.id == place.slot })
    else { throw Refusal.notFound }
    return (facts, draft, section + 1, asked.label)
  }

  func perform(
    _ asked: Asked, at place: SlotPlace, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    let kept = try await files.keep([(place.slot, asked.file)])
    do {
      return try await record(visit, at: place) { database in
        let (facts, draft, section, label) = try slot(place, member, visit, in: database)
        try desk.judge.admit(Lifecycle.attach, facts, in: database)
        guard draft.isOpen(place.slot) else {
          throw Refusal(.conflict, code: "closed", "这一份附件没有要求补正，不能更换。", clause: "001 三（二）")
        }
        let id = try keep(kept[0], of: facts.file, by: member, visit, in: database)
        return Done(
          Answer(number: facts.file.number, kept: kept[0], id: id, section: section),
          "上传附件“\(label)”（\(facts.file.number)）", about: facts.file.subject,
          payload: [
            "name": .string(kept[0].name), "sha256": .string(Hex.text(kept[0].digest)),
          ])
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  private func keep(
    _ kept: ProofFiles.Kept, of file: Case, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> AttachmentID {
    try database.run(
      """
      UPDATE application_file SET replaced = ?
      WHERE application = ? AND slot = ? AND replaced IS NULL
      """, visit.now.milliseconds, file.id.number, kept.slot)
    let id = AttachmentID.drawn
    try database.run(
      """
      INSERT INTO application_file (id, application, slot, file, name, kind, size, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number, kept.slot, kept.file, kept.name, kept.kind.rawValue,
      kept.size, kept.digest, visit.now.milliseconds, member.caller.person.number)
    return id
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.id)"), "slot": .string(answer.kept.slot),
      "name": .string(answer.kept.name), "size": .integer(answer.kept.size),
      "sha256": .string(Hex.text(answer.kept.digest)),
    ]
  }

  func next(_ answer: Answer, at place: SlotPlace) -> Address {
    SaveSection.path.link(SectionPlace(answer.number, answer.section))
  }

  func page(_ sheet: Sheet, at place: SlotPlace, for member: Member, _ visit: Visit) throws -> HTML
  {
    let (facts, draft, section, label) = try ledger.store.read(lane: visit.lane) {
      try slot(place, member, visit, in: $0)
    }
    return Shell(
      "上传“\(label)”", on: visit,
      trail: [
        (facts.file.item, CaseView.path.link(facts.file.place)),
        (
          draft.form.sections[section - 1].title,
          SaveSection.path.link(SectionPlace(place.number, section))
        ),
      ]
    ).page {
      errorSummary(sheet)
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "上传")
    }
  }
}

/// A file of an application, for whoever may see the case.
struct AttachmentDownload: View {
  typealias Asked = Nothing

  static let name = "application.file"
  static let summary = "下载申请的附件"
  static let path = Path<AttachmentPlace>("/applications/:number/attachments/:file")
  static let audience = CaseView.audience
  static let schema = Schema.text
  static let files = FileRule.Kind.allCases.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let file: Attachment
  }

  let desk: CaseDesk
  let files: ProofFiles

  func answer(
    _ asked: Nothing, at place: AttachmentPlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let found = try desk.ledger.store.read(lane: visit.lane) { database -> Attachment in
      let file = try Cases.find(place.number, for: member, in: database)
      guard let id = AttachmentID(place.file),
        let found = try Attachments.find(id, of: file.id, in: database)
      else { throw Refusal.notFound }
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
    _ sheet: Sheet, _ answer: Answer?, at place: AttachmentPlace, for member: Member,
    _ visit: Visit
  ) -> HTML { HTML() }
}
