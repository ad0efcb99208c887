import Accounts
import Policy
import Registry
import SQLite
import Vocabulary

/// The conditions on what is known of an enterprise now: its own answers and the registers'. Every
/// gate asks here, inside its own transaction.
package struct Eligibility: Sendable {
  let registers: Registers

  package init(_ registers: Registers) { self.registers = registers }

  package struct Standing: Sendable {
    package let package: Package
    package let dossier: Dossier?
    package let known: Known
    package let grounds: [String: Facts.Ground]
    package let findings: [Finding]
    package let on: Day

    package var verdict: Finding.Verdict { findings.verdict }

    /// Whether registers alone carry it: then, and only then, it has been looked up.
    package func isLookedUp(_ condition: Condition) -> Bool {
      condition.judge(known.registered, on: on).verdict == .pass
    }
  }

  package func standing(
    of organisation: Organisation, under package: Package, on today: Day,
    in database: borrowing Connection
  ) throws -> Standing {
    let conditions = package.conditions
    let dossier = try Dossiers.find(organisation.id, in: database)
    let declared = dossier?.values(for: conditions, on: today) ?? [:]
    var mark: String?
    if case .text(let number)? = declared["trademarkNo"] { mark = number }
    let facts = try registers.facts(
      of: organisation, trademark: mark, under: package, on: today, in: database
    ).facts
    let known = Known(declared: declared, registered: conditions.fitting(facts.values))
    return Standing(
      package: package, dossier: dossier, known: known, grounds: facts.grounds,
      findings: conditions.judge(known, on: today), on: today)
  }
}
