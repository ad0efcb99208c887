import Acts
import Digest
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Somebody who does not prove it reads a proof: it says so in the journal, and lets this session
/// fetch this file for a few minutes. Reading itself stays a GET that changes nothing (R45).
struct OpenProof: RecordedAct {
  typealias Asked = Nothing

  static let name = "claim.file.open"
  static let summary = "查看证明材料"
  static let path = Path<ProofPlace>("/claims/:claim/proof/:slot/opening")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("href", .text)])
  static let isAnnounced = false
  /// What it gives is good for a few minutes only; each reading has its own line.
  static let isRemembered = false

  let ledger: Ledger
  let files: ProofFiles
  let desk: ClaimDesk

  func change(
    _ asked: Nothing, at place: ProofPlace, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Address> {
    let (claim, proof) = try Proof.find(place, for: caller, in: database)
    let key = files.keys.issue(Self.file(place), caller, at: moment.wall)
    return Done(
      ProofDownload.path.link(place, query: [(ReadingKeys.key.name, key)]),
      "查看\(proof.title)", about: claim.subject,
      payload: ["slot": .string(proof.slot), "sha256": .string(Hex.text(proof.digest))])
  }

  static func file(_ place: ProofPlace) -> String { "proof \(place.claim) \(place.slot)" }

  func json(_ file: Address) -> JSON { ["href": .string("/api/v1\(file.text)")] }
  func next(_ file: Address, at place: ProofPlace) -> Address { file }

  func page(_ sheet: Sheet, at place: ProofPlace, for caller: Caller, _ visit: Visit) throws -> HTML
  {
    try desk.home(sheet, ItemPlace(place.claim), caller, ledger.store, visit)
  }
}
