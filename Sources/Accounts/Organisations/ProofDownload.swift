import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// One slot of one claim.
struct ProofPlace: Place, Equatable {
  static let holes = 2
  let claim: ClaimID
  let slot: String

  init(_ claim: ClaimID, _ slot: String) {
    self.claim = claim
    self.slot = slot
  }

  init?(_ segments: [String]) {
    guard segments.count == 2, let claim = ClaimID(segments[0]),
      ["licence", "letter"].contains(segments[1])
    else { return nil }
    self.init(claim, segments[1])
  }

  var segments: [String] { ["\(claim)", slot] }
}

/// A proof itself, through the same gate as its claim (reliability R15).
struct ProofDownload: View {
  typealias Asked = Nothing

  static let name = "claim.file.download"
  static let summary = "下载证明材料"
  static let path = Path<ProofPlace>("/claims/:claim/proof/:slot")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.text
  static let files = FileRule().kinds.map(\.mediaType)

  struct Answer: Sendable {
    let body: FileBody
    let proof: Proof
  }

  let store: Store
  let files: ProofFiles

  func answer(
    _ asked: Nothing, at place: ProofPlace, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    let proof = try store.read(lane: visit.lane) { database in
      let claim = try Claims.find(place.claim, for: caller, in: database)
      guard claim.filesMayBeRead(by: caller) else { return nil as Proof? }
      return try Proof.of(claim.id, in: database).first { $0.slot == place.slot }
    }
    guard let proof else { throw Refusal.notFound }
    return Answer(body: try FileBody("\(files.folder)/\(proof.file)"), proof: proof)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: answer.proof.kind.mediaType, answer.body)
    response.offerAsFile(answer.proof.name)
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ProofPlace, for caller: Caller, _ visit: Visit
  ) -> HTML { HTML() }
}
