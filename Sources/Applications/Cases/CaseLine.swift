import Accounts
import Desk
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// A case in a list and at the head of its own answer.
package struct CaseLine: Sendable {
  package let file: Case
  let round: String
  let turn: String
  let isSomebodys: Bool
  let isProvisional: Bool
  let until: Day?
  /// How it ended, in a word for people.
  let ending: String?
  /// How near its day is.
  let urgency: Urgency

  init(_ facts: CaseFacts, _ calendar: WorkingDays) {
    file = facts.file
    isProvisional = facts.isProvisional
    round = facts.round.number
    turn = facts.turn
    isSomebodys = facts.holder != .nobody
    until = facts.turnUntil
    ending = facts.ending
    urgency = Urgency(facts.turnUntil, on: facts.now.day, calendar)
  }

  static let properties: [Schema.Property] = [
    .always("number", .text), .always("item", .text),
    .always("kind", .oneOf(ItemKind.allCases.map(\.rawValue))),
    .always("enterprise", .object([.always("id", .text), .always("name", .text)])),
    .always("unit", .object([.always("id", .text), .always("name", .text)])),
    .always("round", .text), .always("stage", .oneOf(Stage.allCases.map(\.rawValue))),
    .sometimes("outcome", .oneOf(Outcome.allCases.map(\.rawValue))), .always("edition", .integer),
    .sometimes("received", .day),
    .always(
      "turn",
      .object([
        .always("who", .text), .sometimes("until", .day), .sometimes("provisional", .boolean),
        .sometimes("clock", .text), .sometimes("state", .oneOf(Clock.words)),
      ])),
  ]

  var members: [JSON.Member] {
    func organisation(_ id: OrganisationID, _ name: String) -> JSON {
      ["id": .string("\(id)"), "name": .string(name)]
    }
    var turn: [JSON.Member] = [.init("who", .string(self.turn))]
    if let due = until {
      turn.append(.init("until", .string("\(due)")))
      turn.append(.init("provisional", .bool(isProvisional)))
      if let clock = file.clock { turn.append(.init("clock", .string(clock.name))) }
      turn.append(.init("state", .string(urgency.clock)))
    }
    var members: [JSON.Member] = [
      .init("number", .string(file.number)), .init("item", .string(file.item)),
      .init("kind", .string(file.kind.rawValue)),
      .init("enterprise", organisation(file.enterprise, file.enterpriseName)),
      .init("unit", organisation(file.unit, file.unitName)), .init("round", .string(round)),
      .init("stage", .string(file.stage.rawValue)),
    ]
    if let outcome = file.outcome { members.append(.init("outcome", .string(outcome.rawValue))) }
    members.append(.init("edition", .integer(file.edition)))
    if let received = file.received {
      members.append(.init("received", .string("\(received)")))
    }
    members.append(.init("turn", .object(turn)))
    return members
  }
}
