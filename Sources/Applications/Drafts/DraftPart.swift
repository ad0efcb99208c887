import Design
import Digest
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The application on the page of its case: to its enterprise as a list of parts to be filled in, to
/// everyone who may see it as what was sent.
struct DraftPart: CasePart {
  let desk: CaseDesk

  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    let written = all.filter(isWritten).map(\.facts)
    let drafts = written.isEmpty ? [:] : try Drafts.of(written, in: database)
    var colleagues: [OrganisationID: [AskColleague.Colleague]] = [:]
    for one in all where one.isTold && one.admits(Lifecycle.askColleague) {
      let enterprise = one.facts.file.enterprise
      if colleagues[enterprise] != nil { continue }
      colleagues[enterprise] = try AskColleague.colleagues(
        of: one.facts.person, in: enterprise, database)
    }
    let sent = all.filter { one in one.isTold && Self.sending.contains { one.admits($0.step) } }
    let editions =
      sent.isEmpty ? [:] : try Drafts.editions(of: sent.map(\.facts.file), in: database)
    return all.map { one in
      let draft = drafts[one.facts.file.id]
      let colleagues = colleagues[one.facts.file.enterprise] ?? []
      return one.steps.reduce(into: [:]) { offers, step in
        offers[step.name] =
          Self.sent(step, one.facts, editions[one.facts.file.id])
          ?? Self.own(step, draft, one.facts, asking: colleagues)
      }
    }
  }

  private func isWritten(_ one: Admitted) -> Bool {
    one.steps.contains { Lifecycle.writing.contains($0.name) }
  }

  /// - Parameters:
  ///   - section: of the acts on parts and files, only those of this one.
  ///   - colleagues: who can be asked to look.
  static func own(
    _ step: Step, _ draft: Draft?, _ facts: CaseFacts, only section: Int? = nil,
    asking colleagues: [AskColleague.Colleague]
  ) -> [Offer]? {
    if step === Lifecycle.bundle { return bundle(step, facts) }
    guard let draft, Lifecycle.writing.contains(step.name) else { return nil }
    let parts = zip(draft.form.sections, draft.parts).filter {
      section == nil || $1.number == section
    }
    let slots = parts.flatMap(\.0.questions).filter { $0.kind == .file && draft.isOpen($0.id) }
    return switch step.name {
    case Lifecycle.attach.name: uploads(step, slots, facts)
    case Lifecycle.detach.name: removals(step, draft, slots, facts)
    case Lifecycle.askColleague.name: looks(step, parts.map(\.1), facts, colleagues)
    default: sections(step, draft, parts, facts)
    }
  }

  /// What is sent, each at the address of its way.
  private static let sending: [(step: Step, path: Path<CasePlace>)] = [
    (Submit.step, Submit.path), (Resubmit.step, Resubmit.path),
    (SealedFirst.step, SendSealed<SealedFirst>.path),
    (SealedAgain.step, SendSealed<SealedAgain>.path),
    (PaperFirst.step, SendSealed<PaperFirst>.path), (PaperAgain.step, SendSealed<PaperAgain>.path),
  ]

  /// What is sent is sent as it was read, every part and file of it.
  private static func sent(_ step: Step, _ facts: CaseFacts, _ edition: Int?) -> [Offer]? {
    guard let way = sending.first(where: { $0.step === step }) else { return nil }
    var offer = Offer(step, step.title, at: way.path.link(facts.file.place), hasForm: true)
    if let edition { offer.more = [.init(Edition.name, .integer(edition))] }
    return [offer]
  }

  /// There is something to take along once it has been sent.
  private static func bundle(_ step: Step, _ facts: CaseFacts) -> [Offer] {
    if facts.file.submitted == nil { return [] }
    return [
      Offer(step, "\(step.title)（ZIP）", at: CaseBundle.path.link(facts.file.place), hasForm: false)
    ]
  }

  private static func sections(
    _ step: Step, _ draft: Draft, _ parts: [(Form.Section, Draft.Part)], _ facts: CaseFacts
  ) -> [Offer] {
    parts.filter { section, _ in draft.isWritable(section) }
      .map { section, part in
        var offer = Offer(
          step, section.title,
          at: SaveSection.path.link(SectionPlace(facts.file.number, part.number)), hasForm: true)
        offer.schema = "\(facts.package.id).\(draft.form.id).\(part.number)"
        offer.more = [
          .init("section", .integer(part.number)), .init("edition", .integer(part.edition)),
          .init("title", .string(section.title)),
        ]
        return offer
      }
  }

  /// A slot takes a file whole or in pieces.
  private static func uploads(
    _ step: Step, _ slots: [Question], _ facts: CaseFacts
  ) -> [Offer] {
    slots.flatMap { slot in
      let place = SlotPlace(facts.file.number, slot.id)
      let more: [JSON.Member] = [
        .init("slot", .string(slot.id)), .init("title", .string(slot.label)),
      ]
      var whole = Offer(
        step, "上传“\(slot.label)”", at: AttachFile.path.link(place), hasForm: true)
      var pieces = Offer(
        step, "分段上传“\(slot.label)”", at: BeginUpload.path.link(place), hasForm: true,
        name: BeginUpload.name)
      (whole.more, pieces.more) = (more, more)
      return [whole, pieces]
    }
  }

  private static func looks(
    _ step: Step, _ parts: [Draft.Part], _ facts: CaseFacts,
    _ colleagues: [AskColleague.Colleague]
  ) -> [Offer] {
    parts.map { part in
      var offer = Offer(
        step, step.title, at: AskColleague.path.link(SectionPlace(facts.file.number, part.number)),
        hasForm: true)
      offer.more = [
        .init("section", .integer(part.number)),
        .choices("to", colleagues.map { ("\($0.person)", $0.name) }),
      ]
      return offer
    }
  }

  private static func removals(
    _ step: Step, _ draft: Draft, _ slots: [Question], _ facts: CaseFacts
  ) -> [Offer] {
    draft.files.filter { file in slots.contains { $0.id == file.slot } }.map { file in
      var offer = Offer(
        step, "移除“\(file.name)”",
        at: DetachFile.path.link(AttachmentPlace(facts.file.number, "\(file.id)")), hasForm: false)
      offer.more = [.init("slot", .string(file.slot)), .init("id", .string("\(file.id)"))]
      return offer
    }
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let file = facts.file
    let isOwn =
      member.seat.organisation == file.enterprise
      || file.isOnPaper && !member.seat.roles.isDisjoint(with: Lifecycle.write.by(facts))
    let sent = try Submissions.versions(of: file.id, in: database)
    let isWritten = isOwn && (file.stage == .draft || file.stage == .returned)
    let draft = isWritten ? try Drafts.of(facts, in: database) : nil
    let standing = try draft.map { try DraftStanding($0, facts, in: database) }
    let onward = standing.flatMap { lead($0, facts, member) }
    var shown = CaseShown(
      isWritten ? "申请书" : "提交的申请书",
      group {
        if file.stage == .draft, onward == nil, draft != nil, !file.isOnPaper,
          member.seat.roles.isDisjoint(with: Lifecycle.submit.by)
        {
          note(.good) { p { "各部分都填好了，请本单位的签署人登录，检查以后提交。签署人不便登录的，也可以打印盖章，“凭盖章的申请书提交”。" } }
        }
        if file.stage == .returned, onward == nil, draft != nil, !file.isOnPaper,
          member.seat.roles.isDisjoint(with: Lifecycle.resubmit.by)
        {
          note(.good) {
            p { "要补正的都改过了，请本单位的签署人登录，检查以后提交补正。签署人不便登录的，也可以打印盖章，“凭盖章的申请书提交补正”。" }
          }
        }
        if let standing { TaskList(facts: facts, standing: standing).html }
        for one in sent.reversed() {
          p {
            a(.href(SubmissionView.path.link(SectionPlace(file.number, one.version)))) {
              "第 \(one.version) 次提交"
            }
            "，\(one.at.chinese)，指纹 "
            code { String(Hex.text(one.digest).prefix(16)) }
          }
        }
        if sent.isEmpty, draft == nil { p(.class("quiet")) { "没有提交过。" } }
      }, [submissions(sent, of: file)] + (standing.map { parts($0, facts) } ?? []))
    shown.lead = onward
    return shown
  }

  private func submissions(_ sent: [Submission.Version], of file: Case) -> JSON.Member {
    .init(
      "submissions",
      .array(
        sent.map { one in
          [
            "version": .integer(one.version), "at": .string("\(one.at)"),
            "sha256": .string(Hex.text(one.digest)),
            "href": .string(
              "/api/v1" + SubmissionView.path.link(SectionPlace(file.number, one.version)).text),
          ]
        }))
  }

  /// The first part that has something to be filled in, for those who write.
  private func lead(
    _ standing: DraftStanding, _ facts: CaseFacts, _ member: Member
  ) -> (title: String, address: Address)? {
    guard !member.seat.roles.isDisjoint(with: Lifecycle.write.by(facts)) else { return nil }
    let draft = standing.draft
    return zip(draft.form.sections, draft.parts).first { section, part in
      let state = standing.state(of: part.number)
      return draft.isOpen(section) && state != .filled
        && (state != .untouched || part.edition == 0)
    }.map { section, part in
      (
        "\(facts.file.stage == .returned ? "去补正" : "继续填写")：\(section.title)",
        SaveSection.path.link(SectionPlace(facts.file.number, part.number))
      )
    }
  }

  private func parts(
    _ standing: DraftStanding, _ facts: CaseFacts
  ) -> [JSON.Member] {
    let draft = standing.draft
    return [
      .init(
        "sections",
        .array(
          zip(draft.form.sections, draft.parts).map { section, part in
            [
              "section": .integer(part.number), "title": .string(section.title),
              "edition": .integer(part.edition),
              "state": .string(standing.state(of: part.number).rawValue),
              "href": .string(
                "/api/v1" + SaveSection.path.link(SectionPlace(facts.file.number, part.number)).text
              ),
            ]
          })),
      .init(
        "files",
        .array(
          draft.files.map { kept in
            .object(
              [
                .init("id", .string("\(kept.id)")), .init("slot", .string(kept.slot)),
                .init("name", .string(kept.name)), .init("size", .integer(kept.size)),
                .init("sha256", .string(Hex.text(kept.digest))),
              ] + kept.scan.members(isScanning: desk.isScanning))
          })),
    ]
  }
}

/// The parts of the form, each with how far it is.
private struct TaskList {
  let facts: CaseFacts
  let standing: DraftStanding

  var html: HTML {
    let draft = standing.draft
    return taskList(
      zip(draft.form.sections, draft.parts).map { section, part in
        let state = standing.state(of: part.number)
        let corrections = (draft.corrections ?? []).count { item in
          section.questions.contains { $0.id == item.field }
        }
        return TaskItem(
          section.title,
          at: SaveSection.path.link(SectionPlace(facts.file.number, part.number)),
          about: corrections > 0 ? "有 \(corrections) 处要补正" : nil, state.look,
          mark: Design.state(state.title, state.tone))
      })
  }
}

extension DraftStanding.State {
  fileprivate var look: TaskItem.State {
    switch self {
    case .untouched: .todo
    case .unfinished: .part
    case .filled: .good
    case .wrong: .wrong
    case .toCorrect: .part
    }
  }

  fileprivate var tone: Tone {
    switch self {
    case .filled: .good
    case .wrong: .wrong
    case .toCorrect: .warn
    case .untouched, .unfinished: .plain
    }
  }
}
