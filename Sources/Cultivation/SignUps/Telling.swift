import Accounts
import Acts
import Messages
import Recommendation
import Routing
import SQLite
import Vocabulary

extension Post {
  /// The station's people.
  func tellStation(
    _ activity: Activity, _ what: String, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try tell(activity, activity.station, [.workstationStaff], what, reason, moment, in: database)
  }

  /// The enterprises in the cultivation plan of the station's district, when it has something new.
  func tellPlanned(
    _ activity: Activity, by member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard let unit = member.seat.district else { return }
    for enterprise in try PlanMembers.of(unit, in: database) {
      try tell(
        activity, enterprise, SignUpPerson.roles, "可以报名了",
        "您的企业在区里的培育计划里。\(activity.stationName)，\(activity.hours)，\(activity.place)。", moment,
        in: database)
    }
  }

  /// Those who write or sign for an enterprise that has somebody signed up, each once.
  func tellSignedUp(
    _ activity: Activity, _ what: String, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let enterprises = try database.all(
      """
      SELECT DISTINCT enterprise FROM activity_signup
      WHERE activity = ? AND withdrawn IS NULL ORDER BY enterprise
      """, activity.id.number
    ) { OrganisationID($0.int(0)) }
    for enterprise in enterprises {
      try tell(activity, enterprise, SignUpPerson.roles, what, reason, moment, in: database)
    }
  }

  private func tell(
    _ activity: Activity, _ organisation: OrganisationID, _ roles: Set<Role>, _ what: String,
    _ reason: String, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try tellUnit(
      organisation, as: roles, .activityNews,
      ["title": activity.title, "what": what, "reason": reason], about: activity.subject,
      link: ActivityView.path.link(ItemPlace(activity.id)), moment, in: database)
  }
}
