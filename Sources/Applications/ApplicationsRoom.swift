import Acts
import Desk
import Registry
import Rounds
import Routing

/// Enterprises' dossiers and how they stand to the conditions, put together once.
package struct ApplicationsRoom: Sendable {
  let ledger: Ledger
  let library: Library
  package let eligibility: Eligibility

  package init(_ ledger: Ledger, library: Library, registers: Registers) {
    self.ledger = ledger
    self.library = library
    eligibility = Eligibility(registers)
  }

  package static let shortcuts = [Shortcut("企业自述和申请条件", to: DeclareForm.self)]

  package var routes: [Route] {
    let declare = DeclareAnswers(ledger: ledger, library: library)
    let dossier = DossierView(store: ledger.store, library: library, eligibility: eligibility)
    return [
      .view(DeclareForm(act: declare)), .act(declare), .view(dossier),
      .view(CheckedView(store: ledger.store, library: library)),
      .act(CheckEligibility(ledger: ledger, dossier: dossier)),
    ]
  }
}
