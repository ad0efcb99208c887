import Acts
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The acts on cases that rows of the desk lead to, for all rows at once: those of the case, or the one
/// whose page it is.
struct CaseTaskActs: TaskActs {
  let view: CaseView

  func acts(
    on tasks: [Task], for caller: Caller, _ visit: Visit
  ) throws -> [Int: [JSON]] {
    guard let seat = caller.seat else { return [:] }
    let member = Member(caller: caller, seat: seat)
    let numbers = tasks.map { Self.number($0.address) }
    let desk = view.desk
    let known = try desk.ledger.store.read(lane: visit.lane) { database in
      let all = try desk.judge.facts(
        of: Cases.all(numbered: Array(Set(numbers.compactMap(\.self))), for: member, in: database),
        for: caller.person, at: visit.now, in: database)
      let offers = try view.offers(
        all.map { facts in
          Admitted(facts: facts, steps: try view.judged(facts, for: member, in: database).acts)
        }, in: database)
      return Dictionary(
        uniqueKeysWithValues: zip(all, offers).map { ($0.file.number, $1.map(\.json)) })
    }
    var acts: [Int: [JSON]] = [:]
    for (index, number) in numbers.enumerated() {
      guard let number, let own = known[number] else { continue }
      let task = tasks[index]
      acts[index] = task.narrowed(own, isWhole: CaseView.path.place(of: task.address) != nil)
    }
    return acts
  }

  /// The case at whose address, or below it, something is.
  private static func number(_ address: Address) -> String? {
    let parts = address.text.split(separator: "/")
    guard parts.count > 1, "/\(parts[0])" == Paths.applications.link.text else { return nil }
    return CasePlace([String(parts[1])])?.number
  }
}
