import JSON
import Vocabulary

/// What the district does beside the line: tried on 禾欣's submitted application, a question to
/// 徐汇区商务委员会 about it, and its transfer to 浦东.
extension Decision {
  private static let offices: Decision = .roles(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  private static let asked: Decision = .roles(
    .department, .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  private static let queueing: Decision = .roles(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator)
  private static let reply: JSON = ["opinion": "agree", "signer": "冯涛"]

  static let district: [String: Decision] = {
    var all: [String: Decision] = [
      "GET /consultations/:consultation": asked.at(
        "{consultation}",
        seenBy: xuhui.union(bureau).union(oversight).union(["xh-feng"])),
      "GET /consultations/:consultation/answer": Decision.roles(.department).at(
        "{consultation}", seenBy: ["xh-feng"]),
      "POST /consultations/:consultation/answer": Decision.roles(.department).at(
        "{consultation}", seenBy: ["xh-feng"], reply),
      "GET /consultations/:consultation/paper": Decision.roles(.districtHandler).at(
        "{consultation}", seenBy: ["xh-sunli"]),
      "POST /consultations/:consultation/paper": Decision.roles(.districtHandler).at(
        "{consultation}", seenBy: ["xh-sunli"],
        JSON.object((reply.members ?? []) + [.init("document", "试")])),
      "POST /consultations/:consultation/link": Decision.roles(.districtHandler).at(
        "{consultation}", seenBy: ["xh-sunli"]),
      "GET /replies/:secret": Decision.everyone.open("{reply}"),
      "POST /replies/:secret": Decision.everyone.open("{reply}", reply),
      "GET /consultations/:consultation/files": Decision.roles(.department).at(
        "{consultation}", seenBy: ["xh-feng"]),
      "POST /consultations/:consultation/files": Decision.roles(.department).at(
        "{consultation}", seenBy: ["xh-feng"]),
      "GET /replies/:secret/files": Decision.everyone.open("{reply}"),
      "POST /replies/:secret/files": Decision.everyone.open("{reply}"),
      "GET /consultation-files/:file": asked.at(
        "{replyFile}",
        seenBy: xuhui.union(bureau).union(oversight).union(["xh-feng"])),
      "GET /transfers/:transfer": offices.at(
        "{transfer}",
        seenBy: xuhui.union(bureau).union(oversight).union(["pd-wuqiang", "pd-zhengfang"])),
      "POST /transfers/:transfer/acceptance": Decision.roles(.districtApprover).at(
        "{transfer}", seenBy: ["pd-zhengfang"]),
      "GET /transfers/:transfer/refusal": Decision.roles(.districtApprover).at(
        "{transfer}", seenBy: ["pd-zhengfang"]),
      "POST /transfers/:transfer/refusal": Decision.roles(.districtApprover).at(
        "{transfer}", seenBy: ["pd-zhengfang"], reason),
      "GET /visits/:visit/photos": Decision.roles(.districtHandler).at(
        "{visit}", seenBy: ["xh-sunli"]),
      "POST /visits/:visit/photos": Decision.roles(.districtHandler).at(
        "{visit}", seenBy: ["xh-sunli"]),
      "GET /visits/:visit/strike": Decision.roles(.districtHandler).at(
        "{visit}", seenBy: ["xh-sunli"]),
      "POST /visits/:visit/strike": Decision.roles(.districtHandler).at(
        "{visit}", seenBy: ["xh-sunli"], reason),
      "GET /batches/:batch/export": queueing.at("{batch}", seenBy: xuhui.union(bureau)),
      "POST /batches/:batch/export": queueing.at(
        "{batch}", seenBy: xuhui.union(bureau), ["format": "csv"]),
      "GET /figures": offices,
      "GET /acceptances/new": .roles(.districtHandler),
      "POST /acceptances/new": .roles(.districtHandler),
      "GET /handovers/new": .roles(.districtHandler, .districtApprover),
      "POST /handovers/new": .roles(.districtHandler, .districtApprover),
      "GET /letters": .roles(
        .districtHandler, .districtApprover, .municipalHandler, .municipalApprover),
      "GET /filters/new": queueing,
      "GET /exports/applications": queueing,
      "POST /exports/applications": queueing.sending(["format": "csv"]),
      "POST /filters/new": queueing.sending(["name": "试", "kind": "product"]),
      "POST /filters/:filter/end": queueing.at("{filter}", seenBy: ["xh-sunli"]),
    ]
    func act(
      _ noun: String, _ decision: Decision, seenBy sees: Set<String>, _ body: JSON = [:],
      hasForm: Bool = true
    ) {
      all["POST /applications/:number/\(noun)"] = decision.at("{case}", seenBy: sees, body)
      if hasForm { all["GET /applications/:number/\(noun)"] = decision.at("{case}", seenBy: sees) }
    }
    let handler = Decision.roles(.districtHandler)
    let approver = Decision.roles(.districtApprover)
    let nobody: JSON = "3g92k1x0c7m5q"
    act(
      "further-return", handler, seenBy: ["xh-sunli"],
      ["returnReason": "试", "items": ["innovation": "试"]])
    act(
      "further-return/approval", approver.behindConfirmation, seenBy: ["xh-zhouwei"])
    act("further-return/refusal", approver, seenBy: ["xh-zhouwei"], reason)
    act(
      "extension", handler, seenBy: ["xh-sunli"], ["until": "2026-12-30", "reason": "试"])
    act(
      "extension/approval", approver.behindConfirmation, seenBy: ["xh-zhouwei"], hasForm: false)
    act("extension/refusal", approver, seenBy: ["xh-zhouwei"], reason)
    act("transfer", handler, seenBy: ["xh-sunli"], ["unit": nobody, "reason": "试"])
    act("transfer/withdrawal", handler, seenBy: ["xh-sunli"], hasForm: false)
    act("joining", handler, seenBy: ["xh-sunli"], ["into": "2026-1-0000000", "reason": "试"])
    act(
      "joining/approval", approver.behindConfirmation, seenBy: ["xh-zhouwei"],
      ["number": "2026-1-0000000"])
    act("joining/refusal", approver, seenBy: ["xh-zhouwei"], reason)
    act("consultations", handler, seenBy: ["xh-sunli"], ["question": "试", "names": "某局"])
    act(
      "consultations/recall", handler, seenBy: ["xh-sunli"],
      ["consultation": nobody, "reason": "试"])
    act(
      "recusals",
      Decision.roles(
        .districtHandler, .districtApprover, .screener, .checker, .panelSecretary,
        .municipalHandler, .municipalApprover),
      seenBy: xuhui.union(["sj-lv", "sj-gu", "sj-shi", "sj-fang"]),
      reason)
    // The city's approvers see every case that has been handed in.
    let city = Decision.roles(.municipalApprover).behindConfirmation
    all["GET /applications/:number/designation"] = city.open("{case}")
    all["POST /applications/:number/designation"] = city.open(
      "{case}", ["unit": nobody, "reason": "试"])
    act("substitute", districtStaff, seenBy: xuhui, ["substitute": nobody])
    act(
      "visits", handler, seenBy: ["xh-sunli"],
      ["on": "2026-11-20", "people": "试", "findings": "试"])
    act(
      "honours/end", handler, seenBy: ["xh-sunli"],
      ["honour": nobody, "kind": "revoked", "reason": "试"])
    act("honours/recheck", handler, seenBy: ["xh-sunli"], ["honour": nobody, "reason": "试"])
    act(
      "reconsideration/refusal",
      Decision.roles(.districtApprover, .municipalApprover).behindConfirmation,
      seenBy: ["xh-zhouwei", "sj-shi", "sj-fang"], ["reason": "试", "number": "2026-1-0000000"])
    act("handler", handler, seenBy: ["xh-sunli"], hasForm: false)
    act("handover", districtStaff, seenBy: xuhui, ["to": nobody, "reason": "试"])
    act("flags", districtStaff, seenBy: xuhui, ["text": "试"])
    act(
      "flags/assignment", districtStaff, seenBy: xuhui, ["flag": nobody, "assignee": nobody])
    act("flags/resolution", districtStaff, seenBy: xuhui, ["flag": nobody, "resolution": "试"])
    return all
  }()
}
