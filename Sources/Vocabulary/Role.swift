/// What somebody is in an organisation, and so may do for it (house §8).
package enum Role: String, Sendable, CaseIterable, Hashable {
  case enterpriseEditor, enterpriseViewer, signatory
  case districtHandler, districtApprover
  case department
  case workstationStaff
  case screener, checker, panelSecretary
  case expert
  case municipalHandler, municipalApprover, municipalAdministrator
  case systemAdministrator
  case supervisor, auditor

  package var title: String {
    switch self {
    case .enterpriseEditor: "企业填报人"
    case .enterpriseViewer: "企业查看人"
    case .signatory: "签署人（法定代表人或被授权人）"
    case .districtHandler: "区级经办"
    case .districtApprover: "区级审核"
    case .department: "会办部门"
    case .workstationStaff: "工作站工作人员"
    case .screener: "初筛人员"
    case .checker: "复核人员"
    case .panelSecretary: "评审组秘书"
    case .expert: "评审专家"
    case .municipalHandler: "市局经办"
    case .municipalApprover: "市局审核"
    case .municipalAdministrator: "市局业务管理员"
    case .systemAdministrator: "系统管理员"
    case .supervisor: "监督员"
    case .auditor: "审计员"
    }
  }

  /// Where one can be it.
  package var kind: OrganisationKind {
    switch self {
    case .enterpriseEditor, .enterpriseViewer, .signatory: .enterprise
    case .districtHandler, .districtApprover: .district
    case .department: .department
    case .workstationStaff: .workstation
    case .screener, .checker, .panelSecretary: .thirdParty
    case .expert: .expertPool
    case .municipalHandler, .municipalApprover, .municipalAdministrator, .systemAdministrator:
      .bureau
    case .supervisor, .auditor: .oversight
    }
  }

  /// Everyone who decides over others signs in with a second factor.
  package var needsSecondFactor: Bool { kind != .enterprise }

  /// Of these nobody holds two (reliability R12: 三员分立).
  package static let apart: Set<Role> = [.municipalAdministrator, .systemAdministrator, .auditor]

  /// Who may bring somebody in as this, or let them go.
  package var grantors: Set<Role> {
    switch self {
    case .enterpriseEditor, .enterpriseViewer, .signatory: [.enterpriseEditor, .signatory]
    case .districtHandler, .department, .workstationStaff:
      [.districtApprover, .municipalAdministrator]
    case .screener, .checker: [.panelSecretary, .municipalAdministrator]
    case .districtApprover, .panelSecretary, .expert, .municipalHandler, .municipalApprover,
      .municipalAdministrator, .systemAdministrator, .supervisor, .auditor:
      [.municipalAdministrator]
    }
  }
}

package enum OrganisationKind: String, Sendable, CaseIterable {
  case enterprise, district, department, workstation, thirdParty, expertPool, bureau, oversight

  package var title: String {
    switch self {
    case .enterprise: "企业"
    case .district: "区级市场监管部门"
    case .department: "会办部门"
    case .workstation: "品牌培育工作站"
    case .thirdParty: "第三方专业机构"
    case .expertPool: "专家库"
    case .bureau: "市市场监管局"
    case .oversight: "监督审计"
    }
  }

  package var roles: [Role] { Role.allCases.filter { $0.kind == self } }

  /// Departments and workstations stand under a district unit; an enterprise is in its charge.
  package var standsUnderDistrict: Bool {
    [.enterprise, .department, .workstation].contains(self)
  }
}
