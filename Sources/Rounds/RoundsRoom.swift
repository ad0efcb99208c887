import Acts
import Design
import Desk
import Routing
import SQLite
import Vocabulary

/// Rounds and their packages, put together once.
package struct RoundsRoom: Sendable {
  let ledger: Ledger
  package let library: Library
  let folder: PackageFolder
  let offers: RoundOffer.Asking
  private let calendar: WorkingDays

  /// - Parameter offers: what the rooms let somebody begin from a round.
  package init(
    _ ledger: Ledger, library: Library, folder: PackageFolder, calendar: WorkingDays,
    offers: @escaping RoundOffer.Asking = { _, _ in [] }
  ) {
    self.offers = offers
    self.calendar = calendar
    self.ledger = ledger
    self.library = library
    self.folder = folder
  }

  package static let shortcuts = [
    Shortcut("政策包", to: PoliciesView.self),
    Shortcut("开放批次", to: FormPage<OpenRound>.self, .calendar),
  ]

  package var routes: [Route] {
    let open = OpenRound(ledger: ledger, library: library, calendar: calendar)
    return [
      .view(PoliciesView(library: library, folder: folder)),
      .act(AdoptPackage(ledger: ledger, library: library, folder: folder)),
      .view(RoundsView(library: library)),
      .view(
        RoundView(
          library: library, store: ledger.store, calendar: calendar, offers: offers)),
      .view(FormPage(act: open) { _, _ in Answers(["closesHour": "24"]) }), .act(open),
    ]
      + ExtendRound(ledger: ledger, library: library, calendar: calendar).routes
      + AmendRound(ledger: ledger, library: library, calendar: calendar).routes
      + CancelRound(ledger: ledger, library: library, calendar: calendar).routes
  }
}
