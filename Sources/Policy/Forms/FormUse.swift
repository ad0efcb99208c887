/// What the programme needs forms for, by the numbers they go by.
package enum FormUse: String, Sendable, CaseIterable {
  case application = "F1"
  case districtReview = "F2"
  case screening = "F7"
  case score = "F8"
  case objection = "F12"
  case mark = "F13"

  package var title: String {
    switch self {
    case .application: "试点申请书"
    case .districtReview: "区级审核意见"
    case .screening: "初筛表"
    case .score: "评审意见"
    case .objection: "异议受理表"
    case .mark: "标志使用授权"
    }
  }
}
