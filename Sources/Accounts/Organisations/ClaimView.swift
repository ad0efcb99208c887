import Acts
import Design
import Desk
import Digest
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// One claim, as its author, the district unit, the enterprise's people and auditors may see it.
struct ClaimView: View {
  typealias Asked = Nothing

  static let name = "claim"
  static let summary = "一份代表企业的证明：内容、进度和结果"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always("id", .text), .always("kind", .text), .always("organisation", .text),
    .always("creditCode", .text), .always("person", .text), .always("role", .text),
    .always("state", .text), .sometimes("due", .day), .sometimes("reason", .text),
    .always("note", .text),
    .always(
      "files",
      .list(.object([.always("slot", .text), .always("name", .text), .always("sha256", .text)]))),
    .always("acts", .list(.object([.always("name", .text), .always("href", .text)]))),
  ])

  struct Answer: Sendable {
    let claim: Claim
    let proofs: [Proof]
    /// The enterprise's people, where the district unit must weigh a dispute.
    let holders: [Membership]
    let mayFile: Bool
    let mayDecide: Bool
  }

  let store: Store
  let calendar: WorkingDays

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Claim>, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      guard let claim = try Claims.find(place.id, in: database),
        Self.mayRead(claim, caller)
      else { throw Refusal.notFound }
      let mayDecide =
        try claim.state == .waiting && Self.mayDecide(claim, caller)
        && !Claims.isParty(caller.person, to: claim, in: database)
      return Answer(
        claim: claim, proofs: try Proof.of(claim.id, in: database),
        holders: claim.kind == .dispute && claim.person != caller.person
          ? try Memberships.of(claim.organisation, in: database) : [],
        mayFile: Self.mayFile(claim, caller) && (claim.state == .open || claim.state == .refused),
        mayDecide: mayDecide)
    }
  }

  static func mayRead(_ claim: Claim, _ caller: Caller) -> Bool {
    if claim.person == caller.person { return true }
    guard let seat = caller.seat else { return false }
    switch seat.kind {
    case .oversight: return true
    case .district: return claim.kind != .join && claim.district == seat.organisation
    case .enterprise: return claim.kind != .dispute && claim.organisation == seat.organisation
    default: return false
    }
  }

  /// Its author; of a first claim also whoever now writes for the enterprise.
  static func mayFile(_ claim: Claim, _ caller: Caller) -> Bool {
    switch claim.kind {
    case .join: false
    case .dispute: claim.person == caller.person
    case .first:
      claim.person == caller.person
        || caller.seat?.organisation == claim.organisation
          && !caller.roles.isDisjoint(with: [.enterpriseEditor, .signatory])
    }
  }

  /// A first claim is the district handler's; a dispute takes from one what it gives another, and is
  /// the approver's. Nobody decides their own.
  static func mayDecide(_ claim: Claim, _ caller: Caller) -> Bool {
    guard mayRead(claim, caller), claim.person != caller.person else { return false }
    switch claim.kind {
    case .first:
      return !caller.roles.isDisjoint(with: [.districtHandler, .districtApprover])
    case .dispute: return caller.roles.contains(.districtApprover)
    case .join: return !caller.roles.isDisjoint(with: [.enterpriseEditor, .signatory])
    }
  }

  func json(_ answer: Answer) -> JSON {
    let claim = answer.claim
    var members: [JSON.Member] = [
      .init("id", .string("\(claim.id)")), .init("kind", .string(claim.kind.rawValue)),
      .init("organisation", .string(claim.organisationName)),
      .init("creditCode", .string(claim.creditCode)), .init("person", .string(claim.personName)),
      .init("role", .string(claim.role.rawValue)), .init("state", .string(claim.state.rawValue)),
      .init("note", .string(claim.note)),
    ]
    if let due = claim.due { members.append(.init("due", .string("\(due)"))) }
    if let reason = claim.reason { members.append(.init("reason", .string(reason))) }
    let files = answer.proofs.map { proof -> JSON in
      [
        "slot": .string(proof.slot), "name": .string(proof.name),
        "sha256": .string(Hex.text(proof.digest)),
      ]
    }
    members.append(.init("files", .array(files)))
    var acts: [JSON] = []
    if answer.mayFile { acts.append(act(FileProof.name, "proof", claim)) }
    if answer.mayDecide { acts.append(act(DecideClaim.name, "decision", claim)) }
    members.append(.init("acts", .array(acts)))
    return .object(members)
  }

  private func act(_ name: String, _ noun: String, _ claim: Claim) -> JSON {
    ["name": .string(name), "href": .string("/api/v1/claims/\(claim.id)/\(noun)")]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Claim>, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let claim = answer.claim
    return Shell(
      "\(claim.kind.title)：\(claim.organisationName)", on: visit,
      trail: [("工作台", Paths.desk.link)]
    ).page {
      errorSummary(sheet)
      overview(claim, visit)
      if !answer.proofs.isEmpty { proofs(answer.proofs, claim) }
      if !answer.holders.isEmpty { holders(answer.holders) }
      if answer.mayFile {
        h2 { claim.state == .refused ? "改好后重新提交" : "上传证明" }
        postForm(
          FileProof.path.link(place), on: visit, fields: ProofInput.fields, sheet, button: "提交证明")
      }
      if answer.mayDecide {
        h2 { "办理" }
        postForm(
          DecideClaim.path.link(place), on: visit, fields: DecideClaim.Asked.fields, sheet,
          button: "作出决定")
      }
    }
  }

  private func overview(_ claim: Claim, _ visit: Visit) -> HTML {
    factList {
      fact("状态", tag(claim.state.title, tone(claim.state)))
      if claim.state == .waiting {
        fact("轮到谁", HTML(claim.kind == .join ? "企业的填报人或签署人" : "区市场监管部门"))
        if let due = claim.due {
          fact("期限", dueText(due, on: visit.now.day, calendar))
        }
      }
      fact("企业", HTML(claim.organisationName))
      fact("统一社会信用代码", code { claim.creditCode })
      fact("提出人", HTML("\(claim.personName)，要担任\(claim.role.title)"))
      if !claim.note.isEmpty { fact("说明", HTML(claim.note)) }
      if let reason = claim.reason, !reason.isEmpty { fact("答复", HTML(reason)) }
    }
  }

  private func tone(_ state: Claim.State) -> Tone {
    switch state {
    case .confirmed: .success
    case .refused: .danger
    case .waiting: .warning
    case .open, .withdrawn: .plain
    }
  }

  private func proofs(_ proofs: [Proof], _ claim: Claim) -> HTML {
    let rows = proofs.map { proof in
      [
        a(.href(ProofDownload.path.link(ProofPlace(claim.id, proof.slot)))) { proof.title },
        HTML(proof.name), moment(proof.at), code { String(Hex.text(proof.digest).prefix(16)) },
      ]
    }
    return DataTable(
      "证明材料", [.init("材料"), .init("原文件名"), .init("上传时间"), .init("文件指纹")], rows
    ).html
  }

  private func holders(_ holders: [Membership]) -> HTML {
    let rows = holders.map {
      [HTML($0.personName), HTML($0.role.title), moment($0.since)]
    }
    return DataTable("现在代表企业的人", [.init("姓名"), .init("身份"), .init("从何时起")], rows).html
  }
}

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
      guard let claim = try Claims.find(place.claim, in: database),
        ClaimView.mayRead(claim, caller)
      else { return nil as Proof? }
      return try Proof.of(claim.id, in: database).first { $0.slot == place.slot }
    }
    guard let proof else { throw Refusal.notFound }
    return Answer(body: try FileBody("\(files.folder)/\(proof.file)"), proof: proof)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: answer.proof.kind.mediaType, answer.body)
    // Saved, not shown: what was uploaded never runs in our pages (reliability R60).
    response.fields.add("Content-Disposition", Disposition.attachment(answer.proof.name))
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ProofPlace, for caller: Caller, _ visit: Visit
  ) -> HTML { HTML() }
}
