import JSON
import Vocabulary

/// Acts on a case, each with its form where it has one: tried on an application that 禾欣 has submitted.
extension Decision {
  static let caseActs: [String: Decision] = {
    var all: [String: Decision] = [:]
    func act(
      _ noun: String, _ decision: Decision, seenBy sees: Set<String>, _ body: JSON = [:],
      hasForm: Bool = true
    ) {
      all["POST /applications/:number/\(noun)"] = decision.at("{case}", seenBy: sees, body)
      if hasForm { all["GET /applications/:number/\(noun)"] = decision.at("{case}", seenBy: sees) }
    }
    let signatory = Decision.roles(.signatory)
    let handler = Decision.roles(.districtHandler)
    let approver = Decision.roles(.districtApprover)
    let number: JSON = "2026-1-0000000"
    act("submission", signatory.behindConfirmation, seenBy: ["wangjianguo"], ["agreed": true])
    act("resubmission", signatory.behindConfirmation, seenBy: ["wangjianguo"], ["agreed": true])
    act("discard", writers, seenBy: hexinWriters, hasForm: false)
    act("undo", writers, seenBy: hexinWriters, hasForm: false)
    act(
      "withdrawal", signatory, seenBy: ["wangjianguo"], ["number": number, "reason": "试"])
    act("reconsideration", signatory, seenBy: ["wangjianguo"], reason)
    act("acceptance", handler, seenBy: ["xh-sunli"])
    act("return", handler, seenBy: ["xh-sunli"], ["items": ["innovation": "试"]])
    act(
      "refusal", handler.behindConfirmation, seenBy: ["xh-sunli"],
      ["number": number, "reason": "试", "condition": "condition1", "evidence": "试"])
    act("review", handler, seenBy: ["xh-sunli"], ["edition": 0, "answers": [:]])
    act(
      "honours", handler, seenBy: ["xh-sunli"],
      ["honour": "3g92k1x0c7m5q", "verdict": "rejected", "basis": "announcement", "evidence": "试"])
    act("proposal", handler, seenBy: ["xh-sunli"], ["decision": "recommend", "opinion": "试"])
    act("plan", handler, seenBy: ["xh-sunli"], ["measure": "试"])
    act("proposal/return", approver, seenBy: ["xh-zhouwei"], reason)
    act("recommendation", approver.behindConfirmation, seenBy: ["xh-zhouwei"])
    act(
      "non-recommendation", approver.behindConfirmation, seenBy: ["xh-zhouwei"],
      ["number": number])
    act(
      "reconsideration/grant",
      Decision.roles(.districtApprover, .municipalApprover).behindConfirmation,
      seenBy: ["xh-zhouwei", "sj-shi", "sj-fang"], reason)
    return all
  }()
}
