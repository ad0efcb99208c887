import Applications
import Routing
import Vocabulary

/// What of a panel this member may know. An expert reads each case while it is judged, all sheets of it
/// once they are locked; afterwards what they wrote and signed themselves: the own sheet, the report, and
/// not how the bureau went on.
struct PanelShown: Sendable {
  let cases: [Case]
  let reviews: [Review]
  let reports: [Report]
  private let isExpert: Bool
  /// What they have locked a sheet of.
  private let locked: Set<ApplicationID>
  /// What they judged when they were asked to look once more.
  private let lookedAgain: Set<ApplicationID>

  init(_ work: PanelWork, to member: Member) {
    isExpert = member.seat.kind == .expertPool
    if !isExpert {
      (cases, reviews, reports) = (work.cases, work.reviews, work.reports)
      (locked, lookedAgain) = ([], [])
      return
    }
    let person = member.caller.person
    let theirs = work.reviews.filter { review in
      review.person == person
        && work.cases.contains {
          $0.id == review.application && review.belongs(toItsExpert: $0.stage)
        }
    }
    let asked = Set(theirs.map(\.application))
    locked = Set(theirs.filter { $0.locked != nil }.map(\.application))
    lookedAgain = Set(
      theirs.filter { !$0.isGone && $0.hasRead(work.secondLooks[$0.application]) }
        .map(\.application))
    let judged = Set(work.live.map(\.id)).intersection(locked).filter { work.reviews.isOpen($0) }
    cases = work.cases.filter { asked.contains($0.id) }
    reviews = work.reviews.filter { review in
      review.person == person
        ? theirs.contains { $0.id == review.id } : judged.contains(review.application)
    }
    reports = locked.isEmpty ? [] : work.reports
  }

  /// What all sheets of it come to is theirs to read once they have locked one.
  func compares(_ file: Case) -> Bool { !isExpert || locked.contains(file.id) }

  /// Who comes later judges it without what was said to the others.
  func look(at file: Case, _ work: PanelWork) -> SecondLook? {
    !isExpert || lookedAgain.contains(file.id) ? work.secondLooks[file.id] : nil
  }

  /// For an expert a case stands where the panel left it.
  func stage(of file: Case) -> Stage {
    if !isExpert || file.stage == .reviewing { return file.stage }
    return file.stage == .ended && file.cameFrom == .reviewing ? .ended : .reviewed
  }
}

extension Review {
  /// While the case is judged, and afterwards where there is something of theirs on it.
  func belongs(toItsExpert stage: Stage) -> Bool {
    stage == .reviewing || pledged != nil && !isGone
  }
}
