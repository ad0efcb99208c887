import Desk

/// A room that has to do with cases.
package protocol CaseRoom: Room {
  /// Its acts on cases.
  var acts: [OfferedAct] { get }
  /// What the bureau decides of a case once it is reviewed: offered beside its place in the ranking.
  var decisions: [OfferedAct] { get }
  /// What it shows on a case.
  var parts: [any CasePart] { get }
  /// What the clock does with cases.
  var works: [any ClockWork] { get }
}

extension CaseRoom {
  package var acts: [OfferedAct] { [] }
  package var decisions: [OfferedAct] { [] }
  package var parts: [any CasePart] { [] }
  package var works: [any ClockWork] { [] }
}

extension [any Room] {
  /// Those that have to do with cases.
  package var onCases: [any CaseRoom] { compactMap { $0 as? any CaseRoom } }
}
