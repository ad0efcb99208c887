import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An activity that people of an enterprise came to, as its dossier tells it.
package struct Attended: Sendable {
  let id, title, kind, station: String
  let on: Day
  let people: Int
  let address: Address

  package init(
    id: String, title: String, kind: String, station: String, on: Day, people: Int,
    address: Address
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.station = station
    self.on = on
    self.people = people
    self.address = address
  }

  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("kind", .text),
    .always("station", .text), .always("on", .day), .always("people", .integer),
  ])

  var json: JSON {
    [
      "id": .string(id), "title": .string(title), "kind": .string(kind),
      "station": .string(station), "on": .string("\(on)"), "people": .integer(people),
    ]
  }

  static func html(_ all: [Attended]) -> HTML {
    group {
      h2 { "参加过的活动" }
      if all.isEmpty {
        p(.class("quiet")) {
          "还没有。"
          a(.href(Paths.activities.link)) { "看看工作站近期的活动" }
        }
      } else {
        DataTable(
          "参加过的活动，新的在前",
          [
            .init("活动"), .init("类别", isKept: true), .init("日期"), .init("工作站"),
            .init("到场人数", isNumber: true),
          ],
          all.map { one in
            [
              a(.href(one.address)) { one.title }, HTML(one.kind), date(one.on),
              HTML(one.station), HTML("\(one.people)"),
            ]
          }
        ).html
      }
    }
  }
}

/// The room that keeps who came to what.
package protocol AttendanceBook: Sendable {
  /// The newest first.
  func attended(
    by enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [Attended]
}
