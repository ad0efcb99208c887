import Acts
import Design
import Desk
import HTML
import HTTP
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Licence and letter of authority, as they are uploaded.
struct ProofInput: Input {
  static let licence = Field.file("licence", "营业执照（扫描件或照片）", help: "PDF、JPG 或 PNG，最大 10 MB。")
  static let letter = Field.file(
    "letter", "授权书（盖章扫描件）", help: "写明授权您办理本平台事项，盖企业公章；法定代表人本人办理的，上传本人签字的说明。")
  static let fields = [licence.note, letter.note]

  let licence, letter: SentFile

  init(_ answers: Answers) throws(Problems) {
    (licence, letter) = try answers.read(Self.licence, Self.letter)
  }
}

/// Sends the proof to the district unit, which has so many working days to look at it.
struct FileProof: ClaimAct, UploadAct {
  typealias Asked = ProofInput

  static let name = "claim.file"
  static let step = ClaimStep.file
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "提交代表企业的证明"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim/proof")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("state", .text), .always("due", .day)])

  struct Answer: Sendable {
    let due: Day
  }

  let ledger: Ledger
  let files: ProofFiles
  let desk: ClaimDesk

  func requireSlot(
    at place: ItemPlace<Owner.Claim>, for caller: Caller, _ visit: Visit
  ) throws {
    let claim = try ledger.store.read(lane: visit.lane) { try Claims.find(place.id, in: $0) }
    guard claim?.isProven(by: caller) == true else { throw Refusal.notFound }
  }

  func perform(
    _ asked: ProofInput, at place: ItemPlace<Owner.Claim>, by caller: Caller, _ visit: Visit
  ) async throws -> Answer {
    let kept = try await files.keep([("licence", asked.licence), ("letter", asked.letter)])
    do {
      return try await record(visit, at: place) { [desk] moment, database in
        guard let claim = try Claims.find(place.id, in: database), claim.isProven(by: caller)
        else { throw Refusal.notFound }
        try ClaimStep.file.admit(claim, caller, in: database)
        try ProofFiles.record(kept, for: claim.id, at: moment.now, in: database)
        let due = try desk.file(claim, moment, in: database)
        return Done(
          Answer(due: due), "提交代表企业的证明", about: claim.subject,
          payload: ["files": .array(kept.map { .string($0.name) })])
      }
    } catch {
      // Where nobody knows whether the row was kept, the file stays; strays are put aside.
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  func json(_ answer: Answer) -> JSON {
    ["state": .string(Claim.State.waiting.rawValue), "due": .string("\(answer.due)")]
  }

  func next(_ answer: Answer, at place: ItemPlace<Owner.Claim>) -> Address {
    ClaimView.path.link(place)
  }
}
