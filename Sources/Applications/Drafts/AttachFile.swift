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

/// A file for one slot of the form, told by its content. Where a slot takes one, the next replaces it;
/// what is replaced is kept.
struct AttachFile: Recording, UploadAct {
  struct Asked: Input {
    /// The widest that any slot takes; the slot's own limits are the package's.
    static let mostBytes = Question.FileLimit.mostMegabytes << 20
    static let file = Field.file(
      "file", "文件", FileRule(FileRule.Kind.allCases, mostBytes: mostBytes))
    static let fields = [file.note]
    let file: SentFile
    init(_ answers: Answers) throws(Problems) { file = try answers.read(Self.file) }
  }

  struct Answer: Sendable {
    let number: String
    let section: Int
    let kept: Attachment
  }

  static let name = Lifecycle.attach.name
  static let summary = Lifecycle.attach.title
  static let path = Path<SlotPlace>("/applications/:number/files/:slot")
  static let audience = Audience.members(Lifecycle.attach.everyone)
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
      try slot(place, member, at: visit.now, in: database)
    }
  }

  /// The section that asks for it.
  func slot(
    _ place: SlotPlace, _ member: Member, at now: Instant, in database: borrowing Connection
  ) throws -> (facts: CaseFacts, draft: Draft, section: Int, asked: Question) {
    let file = try Cases.find(place.number, for: member, in: database)
    try CaseScope.requireWriter(member, of: file)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: now, in: database)
    let draft = try Drafts.of(facts, in: database)
    let section = draft.form.sections.firstIndex { section in
      section.questions.contains { $0.kind == .file && $0.id == place.slot }
    }
    guard let section,
      let asked = draft.form.sections[section].questions.first(where: { $0.id == place.slot })
    else { throw Refusal.notFound }
    return (facts, draft, section + 1, asked)
  }

  func perform(
    _ asked: Asked, at place: SlotPlace, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    try await take(asked.file, at: place, by: member, visit) { _, _ in }
  }

  /// However the file came: looked at, kept, put on the record, once.
  /// - Parameter besides: what else is true from the same moment on.
  func take(
    _ file: SentFile, at place: SlotPlace, by member: Member, _ visit: Visit,
    besides: @escaping @Sendable (AttachmentID, borrowing Connection) throws -> Void
  ) async throws -> Answer {
    let slot = try ledger.store.read(lane: visit.lane) {
      try self.slot(place, member, at: visit.now, in: $0).asked
    }
    try requireFit(file, slot)
    let kept = try await files.keep([(place.slot, file)])
    do {
      return try await record(visit, at: place) { moment, database in
        let (facts, section, slot) = try admit(place, member, moment, in: database)
        let id = try Attachments.keep(
          kept[0], of: facts.file, by: member.caller.person, at: moment.now,
          replaces: slot.file?.most ?? 1 == 1, in: database)
        try besides(id, database)
        guard let lying = try Attachments.find(id, of: facts.file.id, in: database) else {
          throw Refusal.notFound
        }
        return Done(
          Answer(number: facts.file.number, section: section, kept: lying),
          "上传附件“\(slot.label)”（\(facts.file.number)）", about: facts.file.subject,
          payload: ["name": .string(lying.name), "sha256": .string(Hex.text(lying.digest))])
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  /// Whether something may come into this slot now.
  func admit(
    _ place: SlotPlace, _ member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws -> (facts: CaseFacts, section: Int, asked: Question) {
    let (facts, draft, section, slot) = try slot(place, member, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.attach, facts, as: member.seat.roles, in: database)
    guard draft.isOpen(place.slot) else {
      throw Refusal(.conflict, code: "closed", "这一份附件没有要求补正，不能更换。", clause: "001 三（二）")
    }
    let most = slot.file?.most ?? 1
    if most > 1, draft.files.count(where: { $0.slot == slot.id }) >= most {
      throw Refusal(.conflict, code: "full", slot.full, clause: Self.clause)
    }
    return (facts, section, slot)
  }

  /// What the package lets into this slot.
  private func requireFit(_ file: SentFile, _ slot: Question) throws(Problems) {
    let rule = slot.rule
    let name = Asked.file.name
    if !rule.kinds.contains(file.kind) {
      throw Problems([Problem(field: name, code: "fileKind", message: slot.wrongKind)])
    }
    if file.upload.size > rule.mostBytes {
      throw Problems([Problem(field: name, code: "tooLarge", message: slot.tooLarge)])
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.kept.id)"), "slot": .string(answer.kept.slot),
      "name": .string(answer.kept.name), "size": .integer(answer.kept.size),
      "sha256": .string(Hex.text(answer.kept.digest)),
    ]
  }

  func next(_ answer: Answer, at place: SlotPlace) -> Address {
    SaveSection.path.link(SectionPlace(answer.number, answer.section))
  }

  func page(_ sheet: Sheet, at place: SlotPlace, for member: Member, _ visit: Visit) throws -> HTML
  {
    let (facts, draft, section, asked) = try ledger.store.read(lane: visit.lane) {
      try slot(place, member, at: visit.now, in: $0)
    }
    return Shell(
      "上传“\(asked.label)”", on: visit,
      trail: [
        (facts.file.item, CaseView.path.link(facts.file.place)),
        (
          draft.form.sections[section - 1].title,
          SaveSection.path.link(SectionPlace(place.number, section))
        ),
      ]
    ).page {
      errorSummary(sheet)
      postForm(Self.path.link(place), on: visit, fields: [asked.note], sheet, button: "上传")
    }
  }
}
