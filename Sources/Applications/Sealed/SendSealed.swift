import Accounts
import Acts
import Design
import HTML
import HTTP
import JSON
import Linux
import Policy
import Routing
import SQLite
import Vocabulary

/// Which of the two: the application, or what was put right in it.
protocol SealedWay: Sendable {
  static var step: Step { get }
  static var place: StaticString { get }
  /// Written on paper from the beginning: there is no check code of the text on it.
  static var isWrittenByHand: Bool { get }
}

extension SealedWay {
  static var isWrittenByHand: Bool { false }
}

enum SealedFirst: SealedWay {
  static let step = Lifecycle.submitSealed
  static let place: StaticString = "/applications/:number/sealed"
}

enum SealedAgain: SealedWay {
  static let step = Lifecycle.resubmitSealed
  static let place: StaticString = "/applications/:number/sealed-again"
}

/// The printed application with the enterprise's seal, in place of its signatory's password and code
/// (001 三（一） “书面提出”; the seal on paper and the electronic one are worth the same,
/// 上海市优化营商环境条例 第34条). The check code printed on it ties the paper to the text.
struct SendSealed<Way: SealedWay>: Recording, UploadAct {
  static var namesEdition: Bool { true }
  static var requiresEdition: Bool { true }

  struct Asked: Input {
    static var scan: Field<SentFile> {
      .file(
        "scan", "盖章的申请书", FileRule([.pdf, .ofd, .jpeg, .png], mostBytes: 20 << 20),
        help: "每一页都要看得清楚，合成一个文件；加盖电子印章的直接上传 PDF 或 OFD。")
    }
    static var check: Field<String> {
      .text("check", "核对码", most: 20, help: "印在每一页的下面，打印以后没有再改过就对得上。", example: "3F0A-91CD")
    }
    static var original: Field<SentFile> {
      .file(
        "scan", "书面申请的扫描件", FileRule([.pdf, .ofd, .jpeg, .png], mostBytes: 20 << 20),
        help: "盖章的原件每一页都要扫进去，合成一个文件；原件由收到的单位留存。")
    }
    static var fields: [FieldNote] {
      Way.isWrittenByHand ? [original.note] : [scan.note, check.note]
    }
    let scan: SentFile
    let check: String
    init(_ answers: Answers) throws(Problems) {
      scan = try answers.read(Way.isWrittenByHand ? Self.original : Self.scan)
      check = Way.isWrittenByHand ? "" : try answers.read(Self.check)
    }

    /// However it was typed.
    var digits: String { check.uppercased().filter { $0.isHexDigit } }
  }

  static var name: String { Way.step.name }
  static var summary: String { Way.step.title }
  static var path: Path<CasePlace> { Path(Way.place) }
  static var audience: Audience<Member> { .members(Way.step.by) }
  static var clause: String? { Way.step.clause }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var schema: Schema { CaseDone.schema }

  let desk: CaseDesk
  let files: ProofFiles
  let seals: SealProgram?
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: CasePlace, for member: Member, _ visit: Visit) throws {
    _ = try ledger.store.read(lane: visit.lane) {
      try Cases.find(place.number, for: member, in: $0)
    }
  }

  func perform(
    _ asked: Asked, at place: CasePlace, by member: Member, _ visit: Visit
  ) async throws -> CaseDone {
    let code = try ledger.store.read(lane: visit.lane) { database -> String in
      let file = try Cases.find(place.number, for: member, in: database)
      return try Organisations.find(file.enterprise, in: database)?.creditCode ?? ""
    }
    let kept = try await files.keep([(Signed.slot, asked.scan)])
    do {
      let verdict = await verdict(on: kept[0], of: code)
      return try await record(visit, at: place) { moment, database in
        try send(asked, kept[0], verdict, at: place, by: member, moment, in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  /// It is the text that is sent, whatever it is signed with.
  private func edition(_ facts: CaseFacts, in database: borrowing Connection) throws -> Int {
    try Drafts.edition(of: facts.file, in: database)
  }

  private func verdict(
    on kept: ProofFiles.Kept, of code: String
  ) async -> SealProgram.Verdict {
    guard let seals, [.pdf, .ofd].contains(kept.kind) else { return .unchecked }
    return await seals.verdict(on: "\(files.folder)/\(kept.file)", of: code)
  }

  private func send(
    _ asked: Asked, _ kept: ProofFiles.Kept, _ verdict: SealProgram.Verdict, at place: CasePlace,
    by member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    try desk.act(
      Way.step, at: place, by: member, moment, in: database,
      edition: edition
    ) { facts, database in
      let check = try Drafts.of(facts, in: database).checkCode(on: moment.today)
      // Which code would fit is not said here: it is on the page that has to be sealed.
      if !Way.isWrittenByHand, asked.digits != check.filter(\.isHexDigit) {
        throw Problems([
          Problem(
            field: "check", code: "otherText",
            message: "核对码对不上：盖章的不是现在这份申请书（打印以后又改过），或者抄错了。改过的要重新打印盖章。")
        ])
      }
      if verdict == .invalid {
        throw Problems([
          Problem(
            field: "scan", code: "sealInvalid",
            message: "印章系统说，这个文件上的电子印章不是本企业的，或者盖章以后文件被改过。请重新加盖。")
        ])
      }
      let id = try Attachments.keep(
        kept, of: facts.file, by: member.caller.person, at: moment.now, in: database)
      guard let scan = try Attachments.find(id, of: facts.file.id, in: database) else {
        throw Refusal.notFound
      }
      let signed: Signed =
        if Way.isWrittenByHand, let received = facts.file.received {
          .paper(scan, verdict, received: received)
        } else {
          .sealed(scan, verdict, check: check)
        }
      return try Sending(desk: desk).send(facts, signed, moment, in: database)
    }
  }

  func json(_ done: CaseDone) -> JSON { done.json }
  func next(_ done: CaseDone, at place: CasePlace) -> Address { CaseView.path.link(place) }

  func page(
    _ sheet: Sheet, at place: CasePlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (facts, edition, missing, no) = try ledger.store.read(lane: visit.lane) { database in
      let facts = try desk.facts(of: place, for: member, at: visit.now, in: database)
      let draft = try Drafts.of(facts, in: database)
      return (
        facts, try self.edition(facts, in: database),
        draft.reading(isComplete: true, on: visit.now.day).problems.count,
        try desk.judge.refusal(to: Way.step, facts, as: member.seat.roles, in: database)
      )
    }
    return Shell(
      Way.step.title, on: visit, trail: [(facts.file.item, CaseView.path.link(place))]
    ).page {
      errorSummary(sheet)
      if let no, sheet.problems.isEmpty {
        note(.warn) {
          p {
            Citation.readable(no.sentence)
            if let clause = no.clause { Design.clause(clause) }
          }
        }
      } else {
        words(place, missing)
        postForm(
          Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Way.step.title,
          held: [(Edition.name, "\(sheet.edition(now: edition))")])
      }
      p { a(.href(CaseView.path.link(place))) { "取消，回到这份申请" } }
    }
  }

  private func words(_ place: CasePlace, _ missing: Int) -> HTML {
    group {
      if Way.isWrittenByHand {
        if missing > 0 {
          note(.warn) {
            p { "还有 \(missing) 处没有录，请核对是不是漏了。书面申请上本来就没有填的不要替企业填，照样收下，受理时一并要求补正。" }
          }
        }
        p(.class("lead")) { "录入的内容与书面申请逐项核对以后，上传盖章原件的扫描件。提交以后按收到书面申请的日子计算受理期限。" }
      } else {
        if missing > 0 {
          note(.warn) {
            p {
              "还有 \(missing) 处没有填好，填好以后再打印盖章："
              a(.href(PrintView.path.link(place))) { "看看是哪几处" }
            }
          }
        }
        p(.class("lead")) { "签署人不便登录的，可以打印申请书，加盖公章以后扫描上传；与签署人登录确认一样有效。" }
        ol(.class("numbered")) {
          li {
            "打印申请书："
            a(.href(PrintView.path.link(place))) { "先看一遍" }
            "，或者"
            paperLink(PrintPaper.path.link(place))
          }
          li { "在最后一页加盖公章。打印以后不要再改申请书，改了要重新打印。" }
          li { "把盖章的每一页扫描或者拍照，合成一个文件上传，并填写印在页脚的核对码。" }
        }
      }
    }
  }
}
