import Accounts
import Policy
import Registry
import Routing
import SQLite
import Vocabulary

/// The conditions on what is known of an enterprise now: its own answers and the registers'. Every
/// gate asks here, inside its own transaction.
package struct Eligibility: Sendable {
  let registers: Registers
  let kept = Kept(most: 1000)

  package init(_ registers: Registers) { self.registers = registers }

  package struct Standing: Sendable {
    package let package: Package
    package let declaration: Declaration?
    package let known: Known
    package let told: Facts.Told
    package let findings: [Finding]
    package let on: Day
    /// Suspended or closed by its district: whatever it says, it does not go on.
    let refusedAs: Organisation.Status?

    package var verdict: Finding.Verdict { findings.verdict }

    /// The conditions that registers alone carry: these, and only these, have been looked up. Judged when
    /// somebody wants to see it; a gate does not ask.
    package var lookedUp: Set<String> {
      let alone = package.conditions.judge(
        Known(declared: [:], registered: told.values, unread: told.unread), on: on)
      let both = zip(findings, alone).filter { $0.verdict == .pass && $1.verdict == .pass }
      return Set(both.map { $0.0.condition.id })
    }

    /// All of them.
    package var isLookedUp: Bool {
      let lookedUp = lookedUp
      return findings.allSatisfy { lookedUp.contains($0.condition.id) }
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
    let known = Known(declared: declared, registered: told.values, unread: told.unread)
    let findings = conditions.judge(known, on: today)
    return Standing(
      package: package, declaration: declaration, known: known, told: told, findings: findings,
      on: today,
      refusedAs: [.suspended, .closed].contains(organisation.status) ? organisation.status : nil)
  }
}
