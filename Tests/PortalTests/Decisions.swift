import JSON
import Routing
import Vocabulary

/// Who may do what: one line for every route. A new route without a line fails the tests.
struct Decision: Sendable {
  let who: Admission.Who
  var confirmed = false
  /// Something that is there, one piece for each hole of the path; in braces what `MatrixWorld` made.
  var place: String?
  /// Of the cast, who may know of it. Everyone else gets what they would get if it were not there.
  /// Nil: everyone whom the door lets in.
  var sees: Set<String>?
  /// What is sent: enough to get past the fields.
  var body: JSON = [:]
  /// Where it is not the same for everyone.
  var bodyOf: (@Sendable (_ login: String) -> JSON)?

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

  /// At something that everyone whom the door lets in may know of.
  func open(_ place: String, _ body: JSON = [:]) -> Decision {
    var decision = self
    decision.place = place
    decision.body = body
    return decision
  }

  func sending(_ body: JSON) -> Decision {
    var decision = self
    decision.body = body
    return decision
  }

  func sending(_ body: @escaping @Sendable (_ login: String) -> JSON) -> Decision {
    var decision = self
    decision.bodyOf = body
    return decision
  }
}

extension Decision {
  // The cast, by what they belong to.
  static let hexin: Set = ["lihua", "chenjing", "wangjianguo"]
  static let xuhui: Set = ["xh-sunli", "xh-zhouwei"]
  static let bureau: Set = ["sj-lv", "sj-gu", "sj-shi", "sj-fang", "sj-zhang", "sj-cao"]
  static let oversight: Set = ["jd-hua", "sj-jin"]
  /// Who lets an official of 徐汇 set up another second factor.
  static let deciders: Set = ["xh-zhouwei", "sj-zhang", "sj-cao", "xt-yan"]

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
  /// The unit's handler writes what came on paper, and finds nothing to write elsewhere.
  static let whoeverWrites: Decision = .roles(.enterpriseEditor, .signatory, .districtHandler)
  static let enterers = Decision.roles(.districtHandler).at("{case}", seenBy: ["xh-sunli"])
  static let caseReaders: Decision = .roles(
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
    .department, .screener, .checker, .panelSecretary, .expert, .municipalHandler,
    .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let hexinWriters: Set = ["lihua", "wangjianguo"]
  /// Who may know of 禾欣's submitted application.
  static let caseSeers = hexin.union(xuhui).union(bureau).union(oversight)
  static let handlers: Decision = .roles(.municipalHandler)
  static let approvers: Decision = .roles(.municipalApprover)
  static let objectionReaders: Decision = .roles(
    .municipalHandler, .municipalApprover, .supervisor, .auditor)
  static let districtStaff: Decision = .roles(.districtHandler, .districtApprover)

  /// Nobody whom these doors let in is kept from anything behind them.
  static let common: Set<String> = publicationCommon.union([
    "GET /activities/:activity/sign-ups", "POST /activities/:activity/sign-ups",
    "GET /journal/:sequence", "GET /journal/:sequence/disclosure",
    "POST /journal/:sequence/disclosure", "GET /experts/applications/:expert/opinion",
    "GET /experts/applications/:expert/admission",
    "GET /rounds/:number/extension", "POST /rounds/:number/extension",
    "GET /rounds/:number/amendment", "POST /rounds/:number/amendment",
    "GET /rounds/:number/cancellation", "POST /rounds/:number/cancellation",
    "GET /commissions/:commission/decision", "POST /commissions/:commission/decision",
    "GET /commissions/:commission/refusal", "POST /commissions/:commission/refusal",
    "GET /applications/:number/designation", "POST /applications/:number/designation",
    "GET /rounds/:number/ranking",
    "GET /experts/applications/:expert", "POST /experts/applications/:expert/opinion",
    "POST /experts/applications/:expert/admission", "GET /draws/:panel/commitment",
    "POST /draws/:panel/commitment", "GET /draws/:panel/reveal", "POST /draws/:panel/reveal",
    "GET /draws/:panel/annulment", "POST /draws/:panel/annulment", "GET /panels/:panel/report",
    "GET /panels/:panel/release", "POST /panels/:panel/release",
    "GET /panels/:panel/second-look", "POST /panels/:panel/second-look",
    "POST /panels/:panel/report", "POST /applications/:number/screening/pass",
    "GET /applications/:number/screening/return", "POST /applications/:number/screening/return",
    "GET /applications/:number/screening/failure", "POST /applications/:number/screening/failure",
    "GET /applications/:number/screening/sending-back",
    "POST /applications/:number/screening/sending-back",
    "GET /invitations/:secret/acceptance",
    "POST /invitations/:secret/acceptance",
  ])

  static let reason: JSON = ["reason": "试"]

  private static let eligible = Decision.roles(
    .enterpriseEditor, .signatory, .districtHandler, .districtApprover, .municipalHandler,
    .municipalApprover
  ).at(
    "{hexin}",
    seenBy: xuhui.union(["lihua", "wangjianguo", "sj-lv", "sj-gu", "sj-shi", "sj-fang"]))

  /// Each checks at the gate that is its own.
  @Sendable static func gate(_ login: String) -> JSON {
    ["gate": login.hasPrefix("sj-") ? "notice" : login.contains("-") ? "recommend" : "submit"]
  }

  static let all: [String: Decision] = rooms.merging(caseActs) { one, _ in one }
    .merging(reviews) { one, _ in one }
    .merging(publication) { one, _ in one }
    .merging(cultivation) { one, _ in one }
    .merging(district) { one, _ in one }
    .merging(forms) { one, _ in one }

  private static let rooms: [String: Decision] = [
    "GET /": .everyone, "GET /map": .everyone, "GET /samples": .everyone, "GET /tools": .everyone,
    "GET /tools/deadline": .everyone, "GET /tools/notice-period": .everyone,
    "GET /tools/workday": .everyone, "GET /tools/credit-code": .everyone,
    "GET /tools/rubric": .everyone, "POST /tools/rubric": .everyone, "GET /check": .everyone,
    "GET /clauses": .roles(.supervisor, .auditor),
    "GET /forms": .everyone, "GET /rounds": .everyone,
    "GET /rounds/:number": .everyone.open("2026-9"),
    "GET /policies": .roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor),
    "POST /policies": administrator, "GET /rounds/new": administrator,
    "POST /rounds/new": administrator,
    "POST /rounds/:number/extension": administrator.open(
      "2026-9", ["closesOn": "2026-12-02", "closesHour": 17, "reason": "试", "edition": 1]),
    "GET /rounds/:number/extension": administrator.open("2026-9"),
    "GET /rounds/:number/amendment": administrator.open("2026-9"),
    "GET /rounds/:number/cancellation": administrator.open("2026-9"),
    "POST /rounds/:number/amendment": administrator.open(
      "2026-9", ["title": "某批", "reason": "试", "edition": 1]),
    "POST /rounds/:number/cancellation": administrator.open(
      "2026-9", ["number": "2026-9", "reason": "试", "edition": 1]),
    "GET /forms/:policy": .everyone.open("pilot-2024"),
    "GET /forms/:policy/pdf": .everyone.open("pilot-2024"),
    "GET /forms/:policy/:form": .everyone.open("pilot-2024/F1"),
    "GET /forms/:policy/:form/trial": .everyone.open("pilot-2024/F1"),
    "POST /forms/:policy/:form/trial": .everyone.open("pilot-2024/F1"),
    "GET /forms/:policy/:form/export": .everyone.open("pilot-2024/F1"),
    "POST /forms/:policy/:form/export": .everyone.open("pilot-2024/F1"),
    "GET /openapi.json": .everyone, "GET /favicon.svg": .everyone,
    "GET /assets/:file": .everyone.open("{asset}"), "GET /healthz": .everyone,
    "GET /readyz": .everyone, "GET /metrics": .operators, "GET /cast": .everyone,
    "POST /cast/session": .everyone, "GET /privacy": .everyone, "GET /contacts": .everyone,
    "GET /documents/:document": .everyone.open("001"),

    "GET /login": .everyone, "POST /session": .everyone, "POST /session/end": .arriving,
    "GET /session/confirmation": .signedIn, "POST /session/confirmation": .signedIn,
    "GET /session/organisation": .arriving, "POST /session/organisation": .arriving,
    "GET /register": .everyone,
    "POST /register": .everyone, "GET /register/challenge": .everyone, "GET /reset": .everyone,
    "POST /reset": .everyone,
    "GET /reset/:secret": .everyone.open("{reset}"),
    "POST /reset/:secret": .everyone.open("{reset}", ["password": "Qing-Shan-Lv-Shui-9"]),
    "GET /mail/:secret": .everyone.open("{mail}"),
    "POST /mail/:secret": .everyone.open("{mail}"),
    "GET /second-factor/loss": .everyone, "POST /second-factor/loss": .everyone,
    "GET /second-factor/losses/:person": .signedIn.at("{loser}", seenBy: deciders),
    "GET /second-factor/losses/:person/approval": .signedIn.behindConfirmation.at(
      "{loser}", seenBy: deciders),
    "POST /second-factor/losses/:person/approval": .signedIn.behindConfirmation.at(
      "{loser}", seenBy: deciders, reason),

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
    "POST /account/closure": .signedIn.behindConfirmation.sending(["agrees": true, "login": "x"]),

    "GET /search": .signedIn,
    "GET /outbox": .roles(.municipalAdministrator, .systemAdministrator),
    "GET /journal": .roles(.supervisor, .auditor),
    "GET /journal/links": .roles(.supervisor, .auditor),
    "GET /journal/verification": .roles(.supervisor, .auditor),
    "GET /journal/:sequence": Decision.roles(.supervisor, .auditor).open("1"),
    "GET /journal/:sequence/disclosure": Decision.roles(.supervisor, .auditor)
      .behindConfirmation.open("1"),
    "POST /journal/:sequence/disclosure": Decision.roles(.supervisor, .auditor)
      .behindConfirmation.open("1", reason),
    "GET /desk": .signedIn, "GET /inbox": .signedIn, "POST /inbox/reading": .signedIn,

    "GET /enterprises/letter": .everyone,
    "GET /enterprises": .signedIn, "POST /enterprises": .signedIn,
    "GET /enterprises/joins": .signedIn, "POST /enterprises/joins": .signedIn,
    "GET /enterprises/disputes": .signedIn, "POST /enterprises/disputes": .signedIn,
    "GET /credit-codes": .districtStaff, "POST /credit-codes": .districtStaff,
    "GET /claims/:claim": .signedIn.at(
      "{claim}", seenBy: xuhui.union(oversight).union(["ouyangxue"])),
    "GET /claims/:claim/proof/:slot": .signedIn.at(
      "{claim}/licence", seenBy: xuhui.union(oversight).union(["ouyangxue"])),
    "POST /claims/:claim/proof/:slot/opening": .signedIn.at(
      "{claim}/licence", seenBy: xuhui.union(oversight).union(["ouyangxue"])),
    "POST /claims/:claim/proof": .signedIn.at("{claim}", seenBy: ["ouyangxue"]),
    "POST /claims/:claim/decision": Decision.roles(
      .districtHandler, .districtApprover, .enterpriseEditor, .signatory
    ).behindConfirmation.at(
      "{claim}", seenBy: xuhui.union(["ouyangxue"]), ["decision": "refuse", "reason": "试"]),
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
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor
    ).at("{check}", seenBy: hexin.union(xuhui).union(bureau).union(oversight)),
    "GET /declaration": .roles(.enterpriseEditor, .signatory),
    "POST /declaration": .roles(.enterpriseEditor, .signatory),
    "GET /organisations/:organisation/eligibility": eligible,
    "POST /organisations/:organisation/eligibility": eligible.sending(gate),
    "POST /organisations/:organisation/facts/refresh": Decision.districtStaff.at(
      "{hexin}", seenBy: xuhui),
    "GET /applications": caseReaders,
    "GET /applications/new": writers, "POST /applications/new": writers,
    "GET /applications/paper": .roles(.districtHandler),
    "POST /applications/paper": .roles(.districtHandler),
    "GET /applications/:number/paper": enterers, "POST /applications/:number/paper": enterers,
    "GET /applications/:number/paper-again": enterers,
    "POST /applications/:number/paper-again": enterers,
    "GET /applications/:number/paper-discard": enterers,
    "POST /applications/:number/paper-discard": Decision.roles(.districtHandler).at(
      "{case}", seenBy: ["xh-sunli"], reason),
    "POST /applications/:number/paper-undo": Decision.roles(.districtHandler).at(
      "{case}", seenBy: ["xh-sunli"]),
    "GET /applications/:number/paper-check": Decision.roles(.signatory).at(
      "{case}", seenBy: ["wangjianguo"]),
    "POST /applications/:number/paper-check": Decision.roles(.signatory).at(
      "{case}", seenBy: ["wangjianguo"], ["word": "confirmed"]),
    "GET /applications/:number": caseReaders.at("{case}", seenBy: caseSeers),
    "GET /applications/:number/sections/:section": Decision.roles(
      .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler
    ).at("{case}/1", seenBy: hexin),
    "POST /applications/:number/sections/:section": whoeverWrites.at(
      "{case}/1", seenBy: hexinWriters, ["edition": 9, "answers": [:]]),
    "GET /applications/:number/sections/:section/look": writers.at(
      "{case}/1", seenBy: hexinWriters),
    "POST /applications/:number/sections/:section/look": writers.at(
      "{case}/1", seenBy: hexinWriters, ["to": "0000000000000"]),
    "GET /applications/:number/files/:slot": whoeverWrites.at(
      "{case}/licenceFile", seenBy: hexinWriters),
    "POST /applications/:number/files/:slot": whoeverWrites.at(
      "{case}/licenceFile", seenBy: hexinWriters),
    "POST /applications/:number/files/:slot/uploads": whoeverWrites.at(
      "{case}/licenceFile", seenBy: hexinWriters, ["name": "执照.pdf", "size": 9]),
    "GET /applications/:number/uploads/:upload": whoeverWrites.at(
      "{case}/{upload}", seenBy: ["lihua"]),
    "POST /applications/:number/uploads/:upload/pieces": whoeverWrites.at(
      "{case}/{upload}", seenBy: ["lihua"]),
    "POST /applications/:number/uploads/:upload/completion": whoeverWrites.at(
      "{case}/{upload}", seenBy: ["lihua"]),
    "POST /applications/:number/uploads/:upload/removal": whoeverWrites.at(
      "{case}/{upload}", seenBy: ["lihua"]),
    "GET /applications/:number/attachments/:file": caseReaders.at(
      "{case}/{file}", seenBy: caseSeers),
    "POST /applications/:number/attachments/:file/removal": whoeverWrites.at(
      "{case}/{file}", seenBy: hexinWriters),
    "GET /applications/:number/print": writers.at("{case}", seenBy: hexinWriters),
    "GET /applications/:number/print/pdf": writers.at("{case}", seenBy: hexinWriters),
    "GET /applications/:number/sealed": writers.at("{case}", seenBy: hexinWriters),
    "POST /applications/:number/sealed": writers.at("{case}", seenBy: hexinWriters),
    "GET /applications/:number/sealed-again": writers.at("{case}", seenBy: hexinWriters),
    "POST /applications/:number/sealed-again": writers.at("{case}", seenBy: hexinWriters),
    "POST /applications/:number/bundle": Decision.roles(
      .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
      .screener, .checker, .panelSecretary, .municipalHandler, .municipalApprover,
      .municipalAdministrator
    ).at("{case}", seenBy: caseSeers.subtracting(oversight)),
    "GET /applications/:number/submissions/:version": caseReaders.at(
      "{case}/1", seenBy: caseSeers),
    "GET /letters/:letter": caseReaders.at("{letter}", seenBy: caseSeers),
    "GET /letters/:letter/pdf": caseReaders.at("{letter}", seenBy: caseSeers),
    "GET /applications/:number/submissions/:version/pdf": caseReaders.at(
      "{case}/1", seenBy: caseSeers),
    "GET /batches/new": Decision.roles(.districtApprover).behindConfirmation,
    "POST /batches/new": Decision.roles(.districtApprover).behindConfirmation,
    "GET /batches": .roles(
      .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
      .municipalAdministrator, .supervisor, .auditor),
    "GET /batches/:batch": Decision.roles(
      .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
      .municipalAdministrator, .supervisor, .auditor
    ).at("{batch}", seenBy: xuhui.union(bureau).union(oversight)),
    "GET /batches/:batch/pdf": Decision.roles(
      .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
      .municipalAdministrator, .supervisor, .auditor
    ).at("{batch}", seenBy: xuhui.union(bureau).union(oversight)),
    "GET /commissions": .roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor),
    "GET /commissions/new": .roles(.municipalHandler),
    "POST /commissions/new": .roles(.municipalHandler),
    "GET /commissions/:commission/refusal": Decision.roles(.municipalHandler, .municipalApprover)
      .open("{commission}"),
    "POST /commissions/:commission/refusal": Decision.roles(.municipalHandler, .municipalApprover)
      .open("{commission}", reason),
    "GET /commissions/:commission/decision": Decision.roles(.municipalApprover)
      .behindConfirmation.open("{commission}"),
    "POST /commissions/:commission/decision": Decision.roles(.municipalApprover)
      .behindConfirmation.open("{commission}", ["number": "2026-1"]),
    "POST /records/:record/contest": Decision.roles(.enterpriseEditor, .signatory).at(
      "{record}", seenBy: ["lihua", "wangjianguo"], reason),
    "POST /records/:record/decision": Decision.roles(.districtApprover).behindConfirmation.at(
      "{contested}", seenBy: ["xh-zhouwei"], ["decision": "kept", "reason": "试"]),
    "POST /claims/:claim/answer": Decision.roles(.enterpriseEditor, .signatory).at(
      "{dispute}", seenBy: ["lihua", "wangjianguo"], ["text": "本人在职"]),
    "POST /claims/:claim/withdrawal": .signedIn.at("{claim}", seenBy: ["ouyangxue"]),

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
      ["name": "上海禾欣食品有限公司", "district": "xuhui", "reason": "试", "edition": 0]),
    "GET /organisations/:organisation": .signedIn.at(
      "{hexin}", seenBy: hexin.union(xuhui).union(bureau).union(oversight)),
    "POST /organisations/:organisation/invitations": grantors.at(
      "{hexin}",
      seenBy: ["lihua", "wangjianguo", "xh-zhouwei", "sj-zhang", "sj-cao"],
      ["mail": "a@example.com", "role": "none"]),
    "GET /invitations/:secret": .everyone.open("{invited}"),
    "POST /invitations/:secret": .everyone.open(
      "{invited}",
      [
        "fullName": "某人", "login": "mouren", "phone": "13900001111",
        "password": "Qing-Shan-Lv-Shui-9",
      ]),
    "GET /invitations/:secret/acceptance": .signedIn.open("{invited}"),
    "POST /invitations/:secret/acceptance": .signedIn.open("{invited}"),
    "POST /invitations/:invitation/withdrawal": whoGrant.at(
      "{invitation}", seenBy: ["lihua", "wangjianguo"]),
    "GET /memberships/:membership": whoGrant.at(
      "{member}", seenBy: ["lihua", "wangjianguo"]),
    "POST /memberships/:membership/suspension": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], reason),
    "POST /memberships/:membership/restoration": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "POST /memberships/:membership/end": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], reason),
    "POST /memberships/:membership/sessions/end": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "POST /memberships/:membership/disclosure": grantors.at(
      "{member}", seenBy: ["lihua", "wangjianguo"], ["reason": "试"]),
    "GET /contacts/own": .districtStaff,
    "POST /contacts/own": Decision.districtStaff.sending(["contact": "试", "edition": 0]),
  ]
}
