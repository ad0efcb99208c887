import Accounts
import Acts
import Applications
import Design
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// A photo of a visit, from a phone or a file.
struct AddVisitPhoto: Recording, UploadAct {
  struct Asked: Input {
    static let photo = Field.file(
      "photo", "照片", FileRule(mostBytes: 20 << 20), help: "JPG、PNG 或 PDF，最大 20 MB；手机上可以直接拍。")
    static let fields = [photo.note]
    let photo: SentFile
    init(_ answers: Answers) throws(Problems) { photo = try answers.read(Self.photo) }
  }

  static let name = "visit.photo"
  static let summary = "上传核查照片"
  static let path = Path<ItemPlace<SiteVisit>>("/visits/:visit/photos")
  static let audience = Audience.members(Lifecycle.visit.by)
  static let clause: String? = Lifecycle.visit.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("photos", .integer)])

  struct Answer: Sendable {
    let count: Int
    let file: Case
  }

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: ItemPlace<SiteVisit>, for member: Member, _ visit: Visit) throws {
    _ = try ledger.store.read(lane: visit.lane) {
      try SiteVisits.find(place, for: member, in: $0)
    }
  }

  func perform(
    _ asked: Asked, at place: ItemPlace<SiteVisit>, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    let found = try ledger.store.read(lane: visit.lane) {
      try SiteVisits.find(place, for: member, in: $0)
    }
    let kept = try await files.keep([(Asked.photo.name, asked.photo)])
    do {
      return try await record(visit, at: place) { moment, database in
        try keep(kept[0], found.visit, member, moment, in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  private func keep(
    _ kept: ProofFiles.Kept, _ found: SiteVisit, _ member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard let file = try Cases.find(found.application, in: database) else { throw Refusal.notFound }
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.visit, facts, in: database)
    if try SiteVisits.find(found.id, in: database)?.struck != nil {
      throw Refusal(.conflict, code: "struckAlready", "这次核查的记录已经作废。", clause: Self.clause)
    }
    let count = try Attachments.count(of: file, slotted: "visit-\(found.id)-", in: database)
    guard count < SiteVisit.most else {
      throw Refusal(
        .conflict, code: "tooMany", "一次核查最多 \(SiteVisit.most) 张照片。", clause: Self.clause)
    }
    try Attachments.keep(
      ProofFiles.Kept(kept, slot: found.slot(count + 1)), of: file, by: member.caller.person,
      at: moment.now, in: database)
    return Done(
      Answer(count: count + 1, file: file),
      "上传核查照片：\(file.enterpriseName)“\(file.item)”（\(file.number)）", about: file.subject)
  }

  func json(_ answer: Answer) -> JSON { ["photos": .integer(answer.count)] }

  func next(_ answer: Answer, at place: ItemPlace<SiteVisit>) -> Address {
    // With the phone still in the hand: the next one.
    answer.count < SiteVisit.most ? Self.path.link(place) : CaseView.path.link(answer.file.place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<SiteVisit>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (found, photos) = try ledger.store.read(lane: visit.lane) { database in
      let found = try SiteVisits.find(place, for: member, in: database)
      return (found, found.visit.photos(try Attachments.links(of: found.file, in: database)))
    }
    let back = CaseView.path.link(found.file.place)
    return Shell(Self.summary, on: visit, trail: [(found.file.item, back)]).page {
      errorSummary(sheet)
      p(.class("lead")) {
        "\(found.visit.day.chinese)的核查，参加的有\(found.visit.people)。已有 \(photos.count) 张，最多 \(SiteVisit.most) 张。"
      }
      VisitPart.shown(photos)
      if photos.count < SiteVisit.most {
        postForm(
          Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.summary)
      }
      p { a(.href(back)) { "传完了，回到“\(found.file.item)”" } }
    }
  }
}
