import JSON
import Routing
import Vocabulary

/// An activity as everyone may read it.
struct ActivityLine: Sendable {
  let activity: Activity
  let state: Activity.State

  init(_ activity: Activity, at now: Instant) {
    self.activity = activity
    state = activity.state(at: now)
  }

  static let properties: [Schema.Property] = [
    .always("id", .text), .always("title", .text),
    .always("kind", .oneOf(Activity.Kind.allCases.map(\.rawValue))), .always("topic", .text),
    .always("station", .text), .always("unit", .text), .always("place", .text),
    .always("startsAt", .instant), .always("endsAt", .instant), .always("deadline", .instant),
    .always("capacity", .integer), .always("left", .integer), .always("edition", .integer),
    .always("state", .oneOf(Activity.State.allCases.map(\.rawValue))), .sometimes("reason", .text),
  ]

  var members: [JSON.Member] {
    var members: [JSON.Member] = [
      .init("id", .string("\(activity.id)")), .init("title", .string(activity.title)),
      .init("kind", .string(activity.kind.rawValue)), .init("topic", .string(activity.topic)),
      .init("station", .string(activity.stationName)), .init("unit", .string(activity.unitName)),
      .init("place", .string(activity.place)), .init("startsAt", .string("\(activity.starts)")),
      .init("endsAt", .string("\(activity.ends)")),
      .init("deadline", .string("\(activity.deadline)")),
      .init("capacity", .integer(activity.capacity)), .init("left", .integer(activity.left)),
      .init("edition", .integer(activity.edition)), .init("state", .string(state.rawValue)),
    ]
    if activity.cancelled != nil { members.append(.init("reason", .string(activity.reason))) }
    return members
  }
}
