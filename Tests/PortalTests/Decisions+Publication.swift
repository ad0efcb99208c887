import JSON
import Vocabulary

/// Doors of the public notice, the list and what follows.
extension Decision {
  private static let number: JSON = "2026-1-0000000"
  private static let several: JSON = [
    "numbers": ["2026-1-0000000"], "editions": ["2026-1-0000000": 0],
  ]

  static let publication: [String: Decision] = [
    "GET /applications/:number/decision": handlers.open("{case}"),
    "POST /applications/:number/decision": handlers.open(
      "{case}", ["decision": "list", "text": "试"]),
    "POST /applications/:number/decision/approval": approvers.behindConfirmation.open("{case}"),
    "GET /applications/:number/decision/refusal": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/decision/refusal": approvers.behindConfirmation.open(
      "{case}", ["number": number]),
    "GET /applications/:number/decision/return": approvers.open("{case}"),
    "POST /applications/:number/decision/return": approvers.open("{case}", reason),
    "GET /applications/:number/decision/recantation": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/decision/recantation": approvers.behindConfirmation.open(
      "{case}", reason),
    "GET /applications/:number/removal": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/removal": approvers.behindConfirmation.open(
      "{case}", ["number": number]),
    "GET /applications/:number/mark": Decision.roles(.signatory).at(
      "{case}", seenBy: ["wangjianguo"]),
    "POST /applications/:number/mark": Decision.roles(.signatory).at(
      "{case}", seenBy: ["wangjianguo"]),
    "GET /applications/:number/mark/opinion": handlers.open("{case}"),
    "POST /applications/:number/mark/opinion": handlers.open(
      "{case}", ["decision": "license", "text": "试"]),
    "POST /applications/:number/mark/licence": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/mark/refusal": approvers.behindConfirmation.open("{case}"),
    "GET /applications/:number/measure": handlers.open("{case}"),
    "POST /applications/:number/measure": handlers.open(
      "{case}", ["decision": "suspend", "text": "试"]),
    "POST /applications/:number/suspension": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/restoration": approvers.behindConfirmation.open("{case}"),
    "GET /applications/:number/revocation": approvers.behindConfirmation.open("{case}"),
    "POST /applications/:number/revocation": approvers.behindConfirmation.open(
      "{case}", ["number": number]),
    "GET /rounds/:number/notice": approvers.behindConfirmation.open("2026-1"),
    "GET /rounds/:number/proposals": handlers.open("2026-1"),
    "POST /rounds/:number/proposals": handlers.open("2026-1", several),
    "GET /rounds/:number/approvals": approvers.behindConfirmation.open("2026-1"),
    "POST /rounds/:number/approvals": approvers.behindConfirmation.open("2026-1", several),
    "POST /rounds/:number/notice": approvers.behindConfirmation.open(
      "2026-1", ["channel": "试", "number": "2026-1"]),
    "GET /notices": Decision.everyone,
    "GET /notices/:notice": Decision.everyone.open("{notice}"),
    "GET /notices/:notice/content": Decision.everyone.open("{notice}"),
    "GET /notices/:notice/pdf": Decision.everyone.open("{notice}"),
    "GET /notices/:notice/objection": Decision.everyone.open("{notice}"),
    "POST /notices/:notice/objection": Decision.everyone.open("{notice}"),
    "GET /notices/:notice/list": approvers.behindConfirmation.open("{notice}"),
    "POST /notices/:notice/list": approvers.behindConfirmation.open(
      "{notice}", ["documentNumber": "试", "number": "2026-1"]),
    "GET /objections": objectionReaders,
    "GET /objections/:objection": objectionReaders.open("{objection}"),
    "GET /objections/status": Decision.everyone,
    "POST /objections/status": Decision.everyone,
    "GET /objections/:objection/evidence": Decision.roles(.municipalHandler, .municipalApprover).at(
      "{objection}", seenBy: ["sj-gu", "sj-fang"]),
    "POST /objections/:objection/evidence/opening": Decision.roles(
      .municipalHandler, .municipalApprover
    ).at("{objection}", seenBy: ["sj-gu", "sj-fang"]),
    "GET /objections/:objection/opinion": handlers.open("{objection}"),
    "POST /objections/:objection/opinion": handlers.open(
      "{objection}", ["conclusion": "rejected", "reason": "试"]),
    "GET /objections/:objection/decision": approvers.behindConfirmation.open("{objection}"),
    "POST /objections/:objection/decision": approvers.behindConfirmation.open(
      "{objection}", ["number": number]),
    "GET /objections/:objection/return": approvers.open("{objection}"),
    "POST /objections/:objection/return": approvers.open("{objection}", reason),
    "GET /lists": Decision.everyone,
    "GET /entries": Decision.everyone,
    "GET /entries/table": Decision.everyone,
    "GET /lists/:list": Decision.everyone.open("{list}"),
    "GET /lists/:list/content": Decision.everyone.open("{list}"),
    "GET /lists/:list/table": Decision.everyone.open("{list}"),
    "GET /lists/:list/pdf": Decision.everyone.open("{list}"),
    "GET /entries/:code": Decision.everyone.open("{entry}"),
    "GET /verify": Decision.everyone,
    "GET /verify/:code": Decision.everyone.open("{entry}"),
    "GET /counters": Decision.everyone,
  ]

  static let publicationCommon: Set<String> = [
    "GET /applications/:number/decision",
    "POST /applications/:number/decision",
    "POST /applications/:number/decision/approval",
    "GET /applications/:number/decision/refusal",
    "POST /applications/:number/decision/refusal",
    "GET /applications/:number/decision/return",
    "POST /applications/:number/decision/return",
    "GET /applications/:number/decision/recantation",
    "POST /applications/:number/decision/recantation",
    "GET /applications/:number/removal",
    "POST /applications/:number/removal",
    "GET /applications/:number/mark/opinion",
    "POST /applications/:number/mark/opinion",
    "POST /applications/:number/mark/licence",
    "POST /applications/:number/mark/refusal",
    "GET /applications/:number/measure",
    "POST /applications/:number/measure",
    "POST /applications/:number/suspension",
    "POST /applications/:number/restoration",
    "GET /applications/:number/revocation",
    "POST /applications/:number/revocation",
    "GET /rounds/:number/proposals", "POST /rounds/:number/proposals",
    "GET /rounds/:number/approvals", "POST /rounds/:number/approvals",
    "GET /rounds/:number/notice",
    "POST /rounds/:number/notice",
    "GET /notices/:notice/list",
    "POST /notices/:notice/list",
    "GET /objections/:objection",
    "GET /objections/:objection/opinion",
    "POST /objections/:objection/opinion",
    "GET /objections/:objection/decision",
    "POST /objections/:objection/decision",
    "GET /objections/:objection/return",
    "POST /objections/:objection/return",
  ]
}
