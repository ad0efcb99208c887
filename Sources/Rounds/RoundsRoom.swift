import Acts
import Design
import Desk
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Rounds, their packages, and what they ask of enterprises, put together once.
package struct RoundsRoom: Sendable {
  let ledger: Ledger
  package let library: Library
  let folder: PackageFolder
  let offers: RoundOffer.Asking
  private let calendar: WorkingDays
  private let contacts: ContactBook

  /// - Parameter offers: what the rooms let somebody begin from a round.
  package init(
    _ ledger: Ledger, library: Library, folder: PackageFolder, calendar: WorkingDays,
    contacts: @escaping ContactBook = { _ in [] },
    offers: @escaping RoundOffer.Asking = { _, _ in [] }
  ) {
    self.contacts = contacts
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

  /// What a package adds to the addresses of views, by their names.
  package static func parameters(_ package: Package) -> [String: [JSON]] {
    [CheckView.name: CheckParameters.of(package)]
  }

  package var routes: [Route] {
    let open = OpenRound(ledger: ledger, library: library, calendar: calendar)
    return [
      .view(CheckView(library: library, contacts: contacts)), .view(FormsView(library: library)),
      .view(FormBookView(library: library)),
      .view(FormBookPaper(view: FormBookView(library: library))),
      .view(FormView(library: library)), .view(TrialView(library: library)),
      .act(FormTrial(library: library)), .act(ExportForm(library: library)),
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
