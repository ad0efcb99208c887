/// Where a case stands (house §3). What happens beside the line is a matter of the case.
package enum Stage: String, Sendable, CaseIterable {
  case draft, submitted, returned, accepted, recommended, cultivating
  case screening, reviewing, reviewed, publicised, listed, ended

  package var title: String {
    switch self {
    case .draft: "填报中"
    case .submitted: "待受理"
    case .returned: "补正中"
    case .accepted: "区级审核"
    case .recommended: "已推荐"
    case .cultivating: "培育中"
    case .screening: "初筛"
    case .reviewing: "专家评审"
    case .reviewed: "评审完成"
    case .publicised: "公示中"
    case .listed: "已发布"
    case .ended: "已终止"
    }
  }

  /// Nobody but its enterprise knows of a case before it is submitted.
  package var isPublicToOffices: Bool { self != .draft }

  /// The dots of the stage line; returned and ended show where the case came from.
  static let line: [Stage] = [
    .draft, .submitted, .accepted, .recommended, .cultivating, .screening, .reviewing, .publicised,
    .listed,
  ]

  var dot: Stage { self == .reviewed ? .reviewing : self }
}

/// How a case ended.
package enum Outcome: String, Sendable, CaseIterable {
  case discarded, withdrawn, refused, lapsed, notRecommended, failed, notProposed, removed, revoked
  case expired

  package var title: String {
    switch self {
    case .discarded: "已放弃填报"
    case .withdrawn: "企业已撤回"
    case .refused: "不予受理"
    case .lapsed: "逾期视为撤回"
    case .notRecommended: "区级不予推荐"
    case .failed: "初筛未通过"
    case .notProposed: "未列入公示"
    case .removed: "公示后移出"
    case .revoked: "已撤销"
    case .expired: "已到期"
    }
  }
}
