import Accounts
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Cases on the desk: what waits for this seat, and what it has given out of its hands.
struct CaseTray: Tray {
  let desk: CaseDesk

  /// So many on a desk; the rest is a link away and never silent.
  static let most = 30
  private static let handled = Lifecycle.take.from.union([.returned])

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    // What waits in a third-party body, and for which of its people, the room of reviews knows.
    guard let seat = caller.seat, seat.kind != .thirdParty else { return [] }
    let member = Member(caller: caller, seat: seat)
    let queue = Queue.waiting(for: seat)
    let (mine, others) =
      try seat.kind == .enterprise
      ? own(queue, member, in: database) : work(queue, member, in: database)
    var tasks =
      mine.prefix(Self.most).map { file in
        seat.kind == .enterprise && file.stage.holder != .enterprise
          ? beside(file) : task(file, isElsewhere: false)
      }
      + others.map { task($0, isElsewhere: true) }
    if mine.count > Self.most {
      tasks.append(
        Task(
          "applications", "还有 \(mine.count - Self.most) 份以上的申请，见“申请”", stage: "", holder: seat.name,
          at: QueueView.path.link, since: mine[Self.most].since, due: mine[Self.most].due))
    }
    return tasks
  }

  /// All of an enterprise: what it has something to do on, and what others have in hand.
  private func own(
    _ queue: Queue, _ member: Member, in database: borrowing Connection
  ) throws -> (mine: [Case], others: [Case]) {
    var queue = queue
    queue.most = 200
    let found = try queue.read(for: member, in: database)
    let waiting = try desk.judge.waiting(
      found, for: member.seat.roles, member.caller.person, in: database)
    return (
      found.filter { waiting.contains($0.id) },
      found.filter { !waiting.contains($0.id) && $0.stage.holder != .nobody }
    )
  }

  /// What waits for this member, and what is in their hands and waits for somebody else: the approver, the
  /// enterprise that corrects, a department, another unit.
  private func work(
    _ queue: Queue, _ member: Member, in database: borrowing Connection
  ) throws -> (mine: [Case], others: [Case]) {
    let mine = try waiting(queue, member, in: database)
    guard member.seat.roles.contains(.districtHandler) else { return (mine, []) }
    var handled = Queue()
    handled.stages = Self.handled
    handled.hands = .person(member.caller.person)
    handled.most = 2 * Self.most
    let found = try handled.read(for: member, in: database)
    let theirs = try desk.judge.waiting(
      found, for: member.seat.roles, member.caller.person, in: database)
    return (mine, Array(found.filter { !theirs.contains($0.id) }.prefix(Self.most)))
  }

  /// A case on the desk is one with something to do on it for these very roles: read a part at a time,
  /// the first due first, until there are more than are shown. Hardly ever is it more than one part, for
  /// what cannot be gone on with is not read at all.
  private func waiting(
    _ queue: Queue, _ member: Member, in database: borrowing Connection
  ) throws -> [Case] {
    var queue = queue
    queue.most = Self.most + 10
    var found: [Case] = []
    for _ in 0..<10 {
      let read = try queue.read(for: member, in: database)
      let waiting = try desk.judge.waiting(
        read, for: member.seat.roles, member.caller.person, in: database)
      found += read.filter { waiting.contains($0.id) }
      guard found.count <= Self.most, read.count == queue.most, let last = read.last else { break }
      queue.after = Queue.place(last)
    }
    return found
  }

  private func task(_ file: Case, isElsewhere: Bool) -> Task {
    var task = Task(
      file.subject, "\(file.item)（\(file.enterpriseName)）", stage: file.stage.title,
      holder: file.turn, at: CaseView.path.link(file.place), since: file.since,
      due: file.workUntil(desk.library.round(file.round)),
      isElsewhere: isElsewhere)
    // What is not put right in time counts as withdrawn.
    task.endsInSilence = file.stage == .returned
    return task
  }

  /// What an enterprise can do while the case is with an office or over: to look over what was entered from
  /// paper, to register the mark. The office's day is not its own.
  private func beside(_ file: Case) -> Task {
    Task(
      file.subject, "\(file.item)（\(file.enterpriseName)）", stage: file.stage.title,
      holder: file.enterpriseName, at: CaseView.path.link(file.place), since: file.since, due: nil)
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    let files = try database.all(
      """
      SELECT * FROM application_row
      WHERE due <= ? AND stage IN ('submitted', 'returned', 'accepted') ORDER BY due
      """, last.number, read: Case.init)
    return try files.map { file in
      let holder = file.stage.holder
      return (
        task(file, isElsewhere: false),
        try Post.people(
          of: holder == .enterprise ? file.enterprise : file.unit, as: holder.roles, in: database)
      )
    }
  }
}

extension Holder {
  var kind: OrganisationKind? {
    switch self {
    case .enterprise: .enterprise
    case .unit: .district
    case .bureau: .bureau
    case .body: .thirdParty
    case .nobody: nil
    }
  }
}
