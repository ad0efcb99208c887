import HTML
import JSON
import Routing
import Vocabulary

/// What may be done with what waits, told with its row on the desk: for programs, and from the same code
/// as where the row leads.
package protocol TaskActs: Sendable {
  /// On those of the tasks that it knows, by their place among them.
  func acts(on tasks: [Task], for caller: Caller, _ visit: Visit) async throws -> [Int: [JSON]]
}

extension Task {
  /// Of what can be done there all, or where it leads to the page of one act that one.
  package func narrowed(_ acts: [JSON], isWhole: Bool) -> [JSON] {
    let page = "/api/v1\(address.text.split(separator: "?").first ?? "")"
    return isWhole ? acts : acts.filter { $0["href"]?.string == page }
  }

  /// As an answer that tells of several has it.
  package var id: String { subject.split(separator: "/").last.map(String.init) ?? "" }
}

/// The acts of a view that rows lead to.
package struct ViewActs<Shown: View>: TaskActs {
  private let view: Shown
  private let actor: @Sendable (Caller) -> Shown.Actor?
  /// Which of its places a row leads to; nil: to none of them.
  private let place: @Sendable (Task) -> Shown.Spot?
  /// It tells of several under this name, each with acts of its own; nil: of one.
  private let list: String?

  package func acts(
    on tasks: [Task], for caller: Caller, _ visit: Visit
  ) async throws -> [Int: [JSON]] {
    guard Shown.audience.admission.who.admits(caller), let actor = actor(caller) else {
      return [:]
    }
    var known: [Int: [JSON]] = [:]
    for (index, task) in tasks.enumerated() {
      guard let place = place(task) else { continue }
      do {
        let asked = try Shown.Asked(Answers([:]))
        let answer = view.json(try await view.answer(asked, at: place, for: actor, visit))
        let told =
          list.map { answer[$0]?.array?.first { $0["id"]?.string == task.id } } ?? answer
        known[index] = task.narrowed(
          told?["acts"]?.array ?? [], isWhole: Shown.path.place(of: task.address) != nil)
      } catch is Refusal { continue }
    }
    return known
  }
}

extension ViewActs where Shown.Actor == Caller {
  package init(_ view: Shown) {
    self.view = view
    list = nil
    place = { Shown.path.place(of: $0.address) }
    actor = { $0 }
  }
}

extension ViewActs where Shown.Actor == Member {
  /// - Parameter place: of what is asked, where rows lead to an act's own page.
  package init(
    _ view: Shown, rowsOf list: String? = nil,
    at place: @escaping @Sendable (Task) -> Shown.Spot? = { Shown.path.place(of: $0.address) }
  ) {
    self.view = view
    self.list = list
    self.place = place
    actor = { caller in caller.seat.map { Member(caller: caller, seat: $0) } }
  }
}
