import JSON
import Routing
import Vocabulary

extension Decision {
  /// The pages of acts' forms: whose the act is, at the same place.
  static let forms: [String: Decision] = {
    let whoSeesClaim = xuhui.union(oversight).union(["ouyangxue"])
    let seesHexin = hexin.union(xuhui).union(bureau)
    return [
      "GET /claims/:claim/proof": Decision.signedIn.at("{claim}", seenBy: whoSeesClaim),
      "GET /claims/:claim/decision": Decision.roles(
        .districtHandler, .districtApprover, .enterpriseEditor, .signatory
      ).behindConfirmation.at("{claim}", seenBy: xuhui.union(["ouyangxue"])),
      "GET /claims/:claim/answer": Decision.roles(.enterpriseEditor, .signatory).at(
        "{dispute}", seenBy: ["lihua", "wangjianguo"]),
      "GET /records/:record/contest": Decision.roles(.enterpriseEditor, .signatory).at(
        "{record}", seenBy: ["lihua", "wangjianguo"]),
      "GET /records/:record/decision": Decision.roles(.districtApprover).behindConfirmation.at(
        "{contested}", seenBy: ["xh-zhouwei"]),
      "GET /organisations/:organisation/standing": Decision.roles(
        .districtApprover, .municipalAdministrator
      ).behindConfirmation.at("{hexin}", seenBy: ["xh-zhouwei", "sj-zhang", "sj-cao"]),
      "GET /organisations/:organisation/invitations": grantors.at(
        "{hexin}", seenBy: seesHexin),
      "GET /memberships/:membership/suspension": ofMember,
      "GET /memberships/:membership/restoration": ofMember,
      "GET /memberships/:membership/end": ofMember,
      "GET /memberships/:membership/sessions/end": ofMember,
      "GET /memberships/:membership/disclosure": ofMember,
    ]
  }()

  private static let ofMember = grantors.at("{member}", seenBy: ["lihua", "wangjianguo"])
}
