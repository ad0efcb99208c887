import Acts
import Design
import Desk
import Routing
import SQLite
import Vocabulary

/// Rounds and their packages, put together once.
package struct RoundsRoom: Room {
  let ledger: Ledger
  package let library: Library
  let folder: PackageFolder
  private let calendar: WorkingDays

  package init(
    _ ledger: Ledger, library: Library, folder: PackageFolder, calendar: WorkingDays
  ) {
    self.calendar = calendar
    self.ledger = ledger
    self.library = library
    self.folder = folder
  }

  package var shortcuts: [Shortcut] {
    [
      Shortcut("政策包", to: PoliciesView.self),
      Shortcut("开放批次", to: FormPage<OpenRound>.self, .calendar),
    ]
  }

  package var search: [SearchMore] { [library.search] }

  /// A round shows what all rooms begin from it.
  package func routes(among rooms: [any Room]) -> [Route] {
    let concerned = rooms.compactMap { $0 as? any RoundRoom }
    let view = RoundView(
      library: library, store: ledger.store, calendar: calendar,
      offers: { round, visit in try concerned.flatMap { try $0.offers(round, visit) } })
    let open = OpenRound(ledger: ledger, library: library, calendar: calendar)
    return [
      .view(PoliciesView(library: library, folder: folder)),
      .act(AdoptPackage(ledger: ledger, library: library, folder: folder)),
      .view(RoundsView(view: view)), .view(view),
      .view(FormPage(act: open) { _, _ in Answers(["closesHour": "24"]) }), .act(open),
    ]
      + ExtendRound(ledger: ledger, library: library, calendar: calendar).routes
      + AmendRound(
        ledger: ledger, library: library, calendar: calendar, following: concerned
      ).routes
      + CancelRound(ledger: ledger, library: library, calendar: calendar).routes
  }
}
