import Accounts
import JSON
import Policy
import SQLite
import Vocabulary

/// What the demo's enterprises say of themselves (Seeds/demo/declarations.json).
package enum DemoDeclarations {
  /// - Parameter json: `[{"creditCode", "by", "answers"}]`, answers as a program would send them.
  package static func settle(
    _ json: JSON, under package: Package, at now: Instant, in database: borrowing Connection
  ) throws {
    for item in json.array ?? [] {
      guard let code = item["creditCode"]?.string, let login = item["by"]?.string,
        let answers = item["answers"],
        let organisation = try Organisations.find(creditCode: code, in: database),
        try Declarations.find(organisation.id, in: database) == nil
      else { continue }
      try Declarations.keep(
        answers, after: 0, of: organisation.id, under: package, by: Cast.person(login),
        at: Instant(milliseconds: now.milliseconds - 3 * 86_400_000), in: database)
    }
  }
}
