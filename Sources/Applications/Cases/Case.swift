import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// One application for one product or one service (001 三（四）), as it stands.
package struct Case: Sendable, Equatable {
  package let id: ApplicationID
  package let number: String
  package let round: RoundID
  package let enterprise: OrganisationID
  package let enterpriseName: String
  package let unit: OrganisationID
  package let unitName: String
  package let kind: ItemKind
  package let item: String
  package let stage: Stage
  /// Before it was returned or ended.
  package let cameFrom: Stage?
  package let outcome: Outcome?
  package let edition: Int
  package let begun: Instant
  /// In this stage.
  package let since: Instant
  package let submitted: Instant?
  /// The last day for whoever has it now.
  package let due: Day?
  /// The third-party body that it has been entrusted to.
  package let body: OrganisationID?
  /// Which verified honours make it one of priority (001 三（二）); empty where none does.
  package let priority: String
  /// The day it was handed in on paper (001 三（一） “书面提出”); nil: it came by the portal.
  package let received: Day?
  /// What its enterprise has said to what was entered for it; nil: nothing yet.
  package let looked: PaperLook?
  /// Another one whenever its matters, history or days have changed (`Beside`).
  let stamp: Int
  /// Another one whenever what a gate judges its enterprise by has changed (`Eligibility.standing`).
  let known: KnownStamp

  /// Entered by its unit, until its enterprise has looked it over here.
  package var isOnPaper: Bool { received != nil && looked == nil }
  package var subject: String { "application/\(number)" }
  package var place: CasePlace { CasePlace(number) }

  package init(_ row: borrowing Row) {
    id = ApplicationID(row.int(0))
    number = row.text(1)
    round = RoundID(row.int(2))
    enterprise = OrganisationID(row.int(3))
    enterpriseName = row.text(4)
    unit = OrganisationID(row.int(5))
    unitName = row.text(6)
    kind = kept(row.text(7))
    item = row.text(8)
    stage = kept(row.text(9))
    cameFrom = row.optionalText(10).map { kept($0) }
    outcome = row.optionalText(11).map { kept($0) }
    edition = row.int(12)
    begun = Instant(milliseconds: Int64(row.int(13)))
    since = Instant(milliseconds: Int64(row.int(14)))
    submitted = row.optionalInt(15).map { Instant(milliseconds: Int64($0)) }
    due = row.optionalInt(16).map { Day(number: $0) }
    body = row.optionalInt(17).map { OrganisationID($0) }
    priority = row.text(18)
    received = row.optionalInt(19).map { Day(number: $0) }
    looked = row.optionalText(20).map { kept($0) }
    stamp = row.int(21)
    known = KnownStamp(enterprise: row.int(22), registers: row.int(23))
  }
}

/// What an enterprise says to what was entered for it.
package enum PaperLook: String, Sendable, CaseIterable {
  case confirmed, differs

  var title: String {
    switch self {
    case .confirmed: "与本企业提交的书面申请一致"
    case .differs: "与书面申请不一致，或者不是本企业提出的"
    }
  }
}

/// A case, by its number: the round's and seven digits that tell nothing of the others.
package struct CasePlace: Place, Equatable {
  package static let holes = 1
  package let number: String

  package init(_ number: String) { self.number = number }

  package init?(_ segments: [String]) {
    guard segments.count == 1, CasePlace.isNumber(segments[0]) else { return nil }
    number = segments[0]
  }

  package var segments: [String] { [number] }
  package var called: String { "编号 \(number)" }

  static func isNumber(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].utf8.count == 4 && 1...2 ~= parts[1].utf8.count
      && parts[2].utf8.count == 7
      && parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
  }
}
