import Accounts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Questions that wait for a department.
struct ConsultationTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.answer.by) else {
      return []
    }
    return try Consultations.open(for: seat.organisation, in: database).compactMap {
      try task($0, in: database)
    }
  }

  private func task(
    _ asked: Consultation, in database: borrowing Connection
  ) throws -> Task? {
    guard let file = try Cases.find(asked.application, in: database), file.outcome == nil else {
      return nil
    }
    return Task(
      "consultation/\(asked.id)", "答复征求意见：\(file.item)（\(file.enterpriseName)）", stage: "等答复",
      holder: asked.name, at: ConsultationView.path.link(ItemPlace(asked.id)), since: asked.asked,
      due: asked.due)
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    try Consultations.open(until: last, in: database).compactMap { asked in
      if let department = asked.department {
        guard let task = try task(asked, in: database) else { return nil }
        return (task, try Post.people(of: department, as: Lifecycle.answer.by, in: database))
      }
      return try chased(asked, in: database)
    }
  }

  /// A department without people here hears nothing from the portal: the unit that asked is reminded.
  private func chased(
    _ asked: Consultation, in database: borrowing Connection
  ) throws -> (task: Task, recipients: [Post.Recipient])? {
    guard let file = try Cases.find(asked.application, in: database), file.outcome == nil else {
      return nil
    }
    let task = Task(
      "consultation/\(asked.id)", "催\(asked.name)答复征求意见：\(file.item)（\(file.enterpriseName)）",
      stage: "等答复", holder: file.unitName, at: ConsultationView.path.link(ItemPlace(asked.id)),
      since: asked.asked, due: asked.due)
    return (task, try Post.people(of: file.unit, as: Lifecycle.consult.by, in: database))
  }
}
