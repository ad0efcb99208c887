import Vocabulary

/// Whose turn it is at each stage.
package enum Holder: Sendable, Equatable {
  case enterprise, unit, bureau, body, nobody

  /// Who of them is told that it is their turn.
  package var roles: Set<Role> {
    switch self {
    case .enterprise: [.enterpriseEditor, .signatory]
    case .unit: [.districtHandler, .districtApprover]
    case .bureau: [.municipalHandler, .municipalApprover]
    case .body: [.screener, .checker, .panelSecretary]
    case .nobody: []
    }
  }
}

extension Stage {
  package var holder: Holder {
    switch self {
    case .draft, .returned: .enterprise
    case .submitted, .accepted, .recommended: .unit
    case .cultivating, .reviewed, .publicised: .bureau
    case .screening, .reviewing: .body
    case .listed, .ended: .nobody
    }
  }
}

extension Case {
  /// What comes on paper is entered by the unit.
  var holder: Holder { stage == .draft && isOnPaper ? .unit : stage.holder }

  /// In words, for whoever may see the case.
  package var turn: String { turn(of: holder) }

  fileprivate func turn(of holder: Holder) -> String {
    switch holder {
    case .enterprise: enterpriseName
    case .unit: unitName
    case .bureau: "上海市市场监督管理局"
    case .body: "第三方专业机构"
    case .nobody: "—"
    }
  }
}

extension CaseFacts {
  /// What has ended is somebody's again while 复核 is asked for: the office's whose decision it is about.
  var holder: Holder {
    guard file.stage == .ended, !open(.reconsideration).isEmpty else { return file.holder }
    return file.cameFrom?.holder == .bureau || file.cameFrom?.holder == .body ? .bureau : .unit
  }

  var turn: String { file.turn(of: holder) }
}
