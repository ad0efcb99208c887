import Rounds
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

extension Holder {
  /// The office whose decision it was.
  init(refusedAt stage: Stage?) {
    self = stage?.holder == .bureau || stage?.holder == .body ? .bureau : .unit
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
  /// What has ended is somebody's again while 复核 is asked for: the office's whose decision it is about. What is
  /// listed is the bureau's while a mark waits to be licensed, or a measure to be decided.
  var holder: Holder {
    if file.stage == .ended, !open(.reconsideration).isEmpty { return hearer }
    if file.stage == .listed, !open(.mark).isEmpty || !open(.decision).isEmpty { return .bureau }
    return file.holder
  }

  /// Until when it is theirs: once a notice has run out the list is due on the round's day, unless an objection
  /// holds its item, which has a day of its own.
  var turnUntil: Day? {
    if file.isOver(on: now.day) {
      return open(.objection).isEmpty ? round.milestones[.publish] : nil
    }
    return holder == .nobody ? until : file.workUntil(round)
  }

  var turn: String { file.turn(of: holder) }

  /// Whose it is first what lies open beside it.
  func holder(of matter: Matter) -> Holder {
    matter.kind == .reconsideration ? hearer : file.holder
  }

  /// Who hears it once more: the office that decided, unless nobody is left there who may.
  private var hearer: Holder { isHeardByCity ? .bureau : Holder(refusedAt: file.cameFrom) }
}
