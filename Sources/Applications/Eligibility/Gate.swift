import Vocabulary

/// Where the conditions are judged again, on what is known by then (feature 5).
package enum Gate: String, Sendable, CaseIterable {
  case submit, recommend, notice, list

  package var title: String {
    switch self {
    case .submit: "提交申请时"
    case .recommend: "区级推荐时"
    case .notice: "公示之前"
    case .list: "名单发布之前"
    }
  }

  package var clause: String {
    switch self {
    case .submit: "001 三（一）"
    case .recommend: "001 三（二）"
    case .notice, .list: "001 三（四）"
    }
  }

  /// Who stands at it.
  package var roles: Set<Role> {
    switch self {
    case .submit: [.enterpriseEditor, .signatory]
    case .recommend: [.districtHandler, .districtApprover]
    case .notice, .list: [.municipalHandler, .municipalApprover]
    }
  }
}
