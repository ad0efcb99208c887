import JSON
import Routing
import Vocabulary

/// Who may do what: one line for every route. A new route without a line fails the tests.
struct Decision: Sendable {
  let who: Admission.Who
  var confirmed = false
  /// Something that is there, in the holes of the path.
  var place: String?
  /// Of the cast, who may know of it. Everyone else gets what they would get if it were not there.
  var sees: Set<String> = []
  /// What is sent: enough to get past the fields, not enough to change anything one sees.
  var body: JSON = [:]

  static let everyone = Decision(who: .everyone)
  static let operators = Decision(who: .operators)
  static let arriving = Decision(who: .arriving)
  static let signedIn = Decision(who: .signedIn)

  static func roles(_ roles: Role...) -> Decision { Decision(who: .members(Set(roles))) }

  var behindConfirmation: Decision {
    var decision = self
    decision.confirmed = true
    return decision
  }

  func at(_ place: String, seenBy sees: Set<String>, _ body: JSON = [:]) -> Decision {
    var decision = self
    decision.place = place
    decision.sees = sees
    decision.body = body
    return decision
  }

  func sending(_ body: JSON) -> Decision {
    var decision = self
    decision.body = body
    return decision
  }
}

extension Decision {
  // The cast, by what they belong to.
  static let hexin: Set = ["lihua", "chenjing", "wangjianguo"]
  static let xuhui: Set = ["xh-sunli", "xh-zhouwei"]
  static let bureau: Set = ["sj-lv", "sj-shi", "sj-zhang", "sj-cao"]
  static let oversight: Set = ["jd-hua", "sj-jin"]

  static let administrator = Decision.roles(.municipalAdministrator).behindConfirmation
  static let whoGrant: Decision = .roles(
    .enterpriseEditor, .signatory, .districtApprover, .panelSecretary, .municipalAdministrator)
  static let grantors = whoGrant.behindConfirmation
  static let anyMember = Decision(who: .members(Set(Role.allCases).subtracting([.auditor])))
    .behindConfirmation
  static let listReaders: Decision = .roles(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .systemAdministrator, .supervisor, .auditor)
  static let writers: Decision = .roles(.enterpriseEditor, .signatory)
  static let caseReaders: Decision = .roles(
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
    .department, .screener, .checker, .panelSecretary, .expert, .municipalHandler,
    .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let cityOrDistrictApprover = Decision.roles(.districtApprover, .municipalApprover)
    .behindConfirmation
  static let districtStaff: Decision = .roles(.districtHandler, .districtApprover)

  /// `{…}` stand for ids of the cast: `{hexin}` an organisation, `{claim}` the claim that waits in
  /// 徐汇, `{member}` the membership of hexin's viewer, `{session}` one of lihua's.
  static let all: [String: Decision] = [
    "GET /": .everyone, "GET /map": .everyone, "GET /samples": .everyone, "GET /tools": .everyone,
    "GET /tools/deadline": .everyone, "GET /tools/notice-period": .everyone,
    "GET /tools/workday": .everyone, "GET /tools/credit-code": .everyone,
    "GET /tools/rubric": .everyone, "POST /tools/rubric": .everyone, "GET /check": .everyone,
    "GET /clauses": .roles(.supervisor, .auditor),
    "GET /forms": .everyone, "GET /rounds": .everyone,
    "GET /rounds/:number": .everyone.at("2026-9", seenBy: []),
    "GET /policies": .roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor),
    "POST /policies": administrator, "GET /rounds/new": administrator,
    "POST /rounds/new": administrator,
    "POST /rounds/:number/extension": administrator.at(
      "2026-9", seenBy: [], ["closesOn": "2026-12-02", "closesHour": 17, "reason": "试"]),
    "POST /rounds/:number/amendment": administrator.at(
      "2026-9", seenBy: [], ["title": "某批", "reason": "试"]),
    "POST /rounds/:number/cancellation": administrator.at(
      "2026-9", seenBy: [], ["reason": "试"]),
    "GET /forms/:policy": .everyone, "GET /forms/:policy/:form": .everyone,
    "GET /forms/:policy/:form/trial": .everyone,
    "POST /forms/:policy/:form/trial": .everyone,
    "POST /forms/:policy/:form/export": .everyone,
    "GET /openapi.json": .everyone, "GET /favicon.svg": .everyone,
    "GET /assets/:file": .everyone.at("nothing", seenBy: []), "GET /healthz": .everyone,
    "GET /readyz": .everyone, "GET /metrics": .operators, "GET /cast": .everyone,
    "POST /cast/session": .everyone, "GET /privacy": .everyone, "GET /contacts": .everyone,

    "GET /login": .everyone, "POST /session": .everyone, "POST /session/end": .arriving,
    "GET /session/confirmation": .signedIn, "POST /session/confirmation": .signedIn,
    "POST /session/organisation": .arriving, "GET /register": .everyone,
    "POST /register": .everyone, "GET /register/challenge": .everyone, "GET /reset": .everyone,
    "POST /reset": .everyone,
    "GET /reset/:secret": .everyone, "POST /reset/:secret": .everyone,
    "GET /mail/:secret": .everyone, "POST /mail/:secret": .everyone,
    "GET /second-factor/loss": .everyone, "POST /second-factor/loss": .everyone,
    "GET /second-factor/losses/:person": .signedIn.at("{lihua}", seenBy: []),
    "POST /second-factor/losses/:person/approval": .signedIn.behindConfirmation,

    "GET /account": .arriving, "GET /sessions": .arriving,
    "POST /sessions/:session/end": .arriving.at("{session}", seenBy: ["lihua"]),
    "GET /account/password": .arriving, "POST /account/password": .arriving,
    "GET /account/second-factor": .arriving, "POST /account/second-factor": .arriving,
    "GET /account/recovery-codes": .signedIn.behindConfirmation,
    "POST /account/recovery-codes": .signedIn.behindConfirmation,
    "GET /account/details": .signedIn.behindConfirmation,
    "POST /account/details": .signedIn.behindConfirmation,
    "GET /account/copy": .signedIn.behindConfirmation,
    "POST /account/copy": .signedIn.behindConfirmation,
    "GET /account/closure": .signedIn.behindConfirmation,
    "POST /account/closure": .signedIn.behindConfirmation,

    "GET /search": .signedIn,
    "GET /outbox": .roles(.municipalAdministrator, .systemAdministrator),
    "GET /journal": .roles(.supervisor, .auditor),
    "GET /journal/links": .roles(.supervisor, .auditor),
    "GET /journal/verification": .roles(.supervisor, .auditor),
    "GET /journal/:sequence": .roles(.supervisor, .auditor),
    "POST /journal/:sequence/disclosure": Decision.roles(.supervisor, .auditor).behindConfirmation,
    "GET /desk": .signedIn, "GET /inbox": .signedIn, "POST /inbox/reading": .signedIn,

    "GET /enterprises": .signedIn, "POST /enterprises": .signedIn,
    "GET /enterprises/joins": .signedIn, "POST /enterprises/joins": .signedIn,
    "GET /enterprises/disputes": .signedIn, "POST /enterprises/disputes": .signedIn,
    "GET /credit-codes": .districtStaff, "POST /credit-codes": .districtStaff,
    "GET /claims/:claim": .signedIn.at(
      "{claim}", seenBy: xuhui.union(oversight).union(["ouyangxue"])),
    "GET /claims/:claim/proof/:slot": .signedIn.at(
      "{claim}", seenBy: xuhui.union(oversight).union(["ouyangxue"])),
    "POST /claims/:claim/proof": .signedIn,
    "POST /claims/:claim/decision": Decision.roles(
      .districtHandler, .districtApprover, .enterpriseEditor, .signatory
    ).behindConfirmation,
    "GET /organisations/:organisation/facts": .roles(
      .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor
    ).at("{hexin}", seenBy: hexin.union(xuhui).union(bureau).union(oversight)),
    "GET /organisations/:organisation/dossier": .roles(
      .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor
    ).at("{hexin}", seenBy: hexin.union(xuhui).union(bureau).union(oversight)),
    "GET /eligibility/:check": .roles(
      .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor),
    "GET /declaration": .roles(.enterpriseEditor, .signatory),
    "POST /declaration": .roles(.enterpriseEditor, .signatory),
    "POST /organisations/:organisation/eligibility": .roles(
      .enterpriseEditor, .signatory, .districtHandler, .districtApprover, .municipalHandler,
      .municipalApprover),
    "POST /organisations/:organisation/facts/refresh": Decision.districtStaff.at(
      "{hexin}", seenBy: xuhui),
    "GET /applications": caseReaders, "GET /applications/:number": caseReaders,
    "GET /applications/new": writers, "POST /applications/new": writers,
    "GET /applications/:number/sections/:section": .roles(
      .enterpriseEditor, .enterpriseViewer, .signatory),
    "POST /applications/:number/sections/:section": writers,
    "POST /applications/:number/files/:slot": writers,
    "GET /applications/:number/attachments/:file": caseReaders,
    "GET /applications/:number/submissions/:version": caseReaders,
    "GET /letters/:letter": caseReaders,
    "GET /applications/:number/submission": Decision.roles(.signatory).behindConfirmation,
    "POST /applications/:number/submission": Decision.roles(.signatory).behindConfirmation
      .at("2026-9-0000001", seenBy: [], ["agreed": true]),
    "GET /applications/:number/resubmission": Decision.roles(.signatory).behindConfirmation,
    "POST /applications/:number/resubmission": Decision.roles(.signatory).behindConfirmation
      .at("2026-9-0000001", seenBy: [], ["agreed": true]),
    "POST /applications/:number/discard": writers,
    "GET /applications/:number/withdrawal": .roles(.signatory),
    "POST /applications/:number/withdrawal": .roles(.signatory),
    "POST /applications/:number/undo": writers,
    "POST /applications/:number/acceptance": .roles(.districtHandler),
    "GET /applications/:number/return": .roles(.districtHandler),
    "POST /applications/:number/return": .roles(.districtHandler),
    "GET /applications/:number/refusal": .roles(.districtHandler),
    "POST /applications/:number/refusal": .roles(.districtHandler),
    "GET /applications/:number/review": .roles(.districtHandler),
    "POST /applications/:number/review": .roles(.districtHandler),
    "GET /applications/:number/honours": .roles(.districtHandler),
    "POST /applications/:number/honours": .roles(.districtHandler),
    "GET /applications/:number/proposal": .roles(.districtHandler),
    "POST /applications/:number/proposal": .roles(.districtHandler),
    "GET /applications/:number/proposal/return": .roles(.districtApprover),
    "POST /applications/:number/proposal/return": .roles(.districtApprover),
    "POST /applications/:number/recommendation": Decision.roles(.districtApprover)
      .behindConfirmation.at("2026-9-0000001", seenBy: []),
    "GET /applications/:number/non-recommendation": Decision.roles(.districtApprover)
      .behindConfirmation,
    "POST /applications/:number/non-recommendation": Decision.roles(.districtApprover)
      .behindConfirmation.at("2026-9-0000001", seenBy: [], ["number": "2026-9-0000001"]),
    "GET /applications/:number/plan": .roles(.districtHandler),
    "POST /applications/:number/plan": .roles(.districtHandler),
    "GET /applications/:number/reconsideration": .roles(.signatory),
    "POST /applications/:number/reconsideration": .roles(.signatory),
    "GET /applications/:number/reconsideration/grant": cityOrDistrictApprover,
    "POST /applications/:number/reconsideration/grant": cityOrDistrictApprover.at(
      "2026-9-0000001", seenBy: [], ["reason": "试"]),
    "GET /batches/new": Decision.roles(.districtApprover).behindConfirmation,
    "POST /batches/new": Decision.roles(.districtApprover).behindConfirmation,
    "GET /batches/:batch": .roles(
      .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
      .municipalAdministrator, .supervisor, .auditor),
    "GET /commissions": .roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor),
    "GET /commissions/new": .roles(.municipalHandler),
    "POST /commissions/new": .roles(.municipalHandler),
    "POST /commissions/:commission/decision": Decision.roles(.municipalApprover)
      .behindConfirmation,
    "POST /records/:record/contest": .roles(.enterpriseEditor, .signatory),
    "POST /records/:record/decision": Decision.roles(.districtApprover).behindConfirmation,
    "POST /claims/:claim/answer": .roles(.enterpriseEditor, .signatory),
    "POST /claims/:claim/withdrawal": .signedIn,

    "GET /members": .signedIn,
    "GET /members/handover": .anyMember,
    "POST /members/handover": .anyMember.sending(["to": "nobody"]),
    "GET /organisations": .listReaders,
    "GET /organisations/new": .roles(.districtApprover, .municipalAdministrator),
    "POST /organisations/new": .roles(.districtApprover, .municipalAdministrator),
    "POST /organisations/:organisation/standing": Decision.roles(
      .districtApprover, .municipalAdministrator
    ).behindConfirmation.at(
      "{hexin}", seenBy: ["xh-zhouwei", "sj-zhang", "sj-cao"], ["step": "restore", "reason": "试"]),
    "GET /organisations/:organisation/correction": Decision.roles(
      .enterpriseEditor, .signatory, .districtHandler, .districtApprover
    ).behindConfirmation.at("{hexin}", seenBy: xuhui.union(["lihua", "wangjianguo"])),
    "POST /organisations/:organisation/correction": Decision.roles(
      .enterpriseEditor, .signatory, .districtHandler, .districtApprover
    ).behindConfirmation.at(
      "{hexin}", seenBy: xuhui.union(["lihua", "wangjianguo"]),
      ["name": "禾欣", "district": "none", "reason": "试"]),
    "GET /organisations/:organisation": .signedIn.at(
      "{hexin}", seenBy: hexin.union(xuhui).union(bureau).union(oversight)),
    "POST /organisations/:organisation/invitations": grantors.at(
      "{hexin}",
      seenBy: ["lihua", "wangjianguo", "xh-zhouwei", "sj-zhang", "sj-cao"],
      ["mail": "a@example.com", "role": "none"]),
    "GET /invitations/:secret": .everyone, "POST /invitations/:secret": .everyone,
    "GET /invitations/:secret/acceptance": .signedIn,
    "POST /invitations/:secret/acceptance": .signedIn,
    "POST /invitations/:invitation/withdrawal": whoGrant,
    "GET /memberships/:membership": whoGrant.at(
      "{member}", seenBy: ["lihua", "wangjianguo"]),
    "POST /memberships/:membership/suspension": grantors,
    "POST /memberships/:membership/restoration": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "POST /memberships/:membership/end": grantors,
    "POST /memberships/:membership/sessions/end": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "POST /memberships/:membership/disclosure": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "GET /contacts/own": .districtStaff, "POST /contacts/own": .districtStaff,
  ]
}
