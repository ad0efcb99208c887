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
    package let declaration: Declaration?
    package let known: Known
    package let grounds: [String: Facts.Ground]
    package let findings: [Finding]
    package let on: Day

    package var verdict: Finding.Verdict { findings.verdict }

    /// Whether registers alone carry it: then, and only then, it has been looked up.
    package func isLookedUp(_ finding: Finding) -> Bool {
      finding.verdict == .pass
        && finding.condition.judge(known.registered, on: on).verdict == .pass
    }

    package func disagrees(on id: String) -> Bool {
      package.conditions.disagrees(known, on: id, on)
    }
  }

  package func standing(
    of organisation: Organisation, under package: Package, on today: Day,
    in database: borrowing Connection
  ) throws -> Standing {
    let conditions = package.conditions
    let declaration = try Declarations.find(organisation.id, in: database)
    let declared = declaration?.values(for: conditions, on: today) ?? [:]
    var mark: String?
    if let question = conditions.question(of: .trademarkNo),
      case .text(let number)? = declared[question.id]
    {
      mark = number
    }
    let told = try registers.facts(
      of: organisation, trademark: mark, under: package, on: today, in: database
    ).told
    let known = Known(declared: declared, registered: told.values)
    return Standing(
      package: package, declaration: declaration, known: known, grounds: told.grounds,
      findings: conditions.judge(known, on: today), on: today)
  }
}
