import Policy
import Rounds
import Vocabulary

/// A condition of a step beside its stage, by name: a predicate over the case's matters, its round and
/// the day. Its no is an answer too, with its sentence.
package indirect enum Guard: Sendable, Equatable {
  /// The round takes applications now, to the millisecond.
  case windowOpen
  case windowClosed
  /// The conditions of the case's round, judged on what is known today (feature 5).
  case gate(Gate)
  /// The same, and they are not met: what stands on the conditions falls with them.
  case gateFails(Gate)
  /// The due day has ended.
  case overdue
  /// It has not ended yet.
  case inTime
  /// A draft comes back only while there is still a window to send it in.
  case resumable
  case outcome([Outcome])
  /// Of what was ended by its own enterprise, so long.
  case hours(Int)
  /// One stands open, and says this where it says something.
  case has(Matter.Kind, String? = nil)
  case lacks(Matter.Kind)
  /// One was closed so.
  case settled(Matter.Kind, String)
  /// One was closed so, and has not ended since.
  case holding(Matter.Kind, String)
  /// One was found so or not so, and nothing has come after it.
  case found(Matter.Kind)
  /// None was closed so.
  case unsettled(Matter.Kind, String)
  /// No more than the package allows, at this stage.
  case fewer(Matter.Kind, than: Figures.Name)
  /// As many as the package allows have been, at this stage.
  case spent(Matter.Kind, Figures.Name)
  case never(Matter.Kind)
  /// Whoever opened it does not also decide it.
  case another(than: Matter.Kind)
  /// Nobody who has had the case in hand: an objection, a second look.
  case untouched
  /// Heard once more, it is not decided again by whoever refused it, where somebody else of the office can.
  case anew
  /// Everybody of its unit in one of the two roles keeps out: nobody there can go on with it.
  case unmanned
  /// Handed in on paper, and its enterprise has not looked it over yet.
  case onPaper
}

extension Guard {
  /// Why not, in a sentence; nil where nothing stands against it.
  func objection(_ facts: CaseFacts) -> Refusal? {
    switch self {
    case .windowOpen:
      if let received = facts.file.received { return paperObjection(facts, received) }
      let phase = facts.round.phase(at: facts.now)
      if phase == .open { return nil }
      if let reason = facts.round.cancelled {
        return no("window", "这一批已经取消，不再接受申请。理由：\(reason)")
      }
      return no(
        "window",
        phase == .announced
          ? "这一批还没有开始受理，\(facts.round.opens.day.chinese)开始。"
          : "这一批\(phase.title)（\(facts.round.deadline)），逾期不予受理。")
    case .windowClosed:
      // What was handed in on paper in time is entered after the window as well.
      let isOver =
        facts.file.received == nil && facts.round.phase(at: facts.now) == .closed
        || facts.round.cancelled != nil
      return isOver ? nil : no("window", "这一批还没有截止。")
    // Judged on the registers and on who works where, see Judge.
    case .gate, .gateFails, .unmanned, .anew: return nil
    case .overdue:
      guard let due = facts.file.due else { return no("due", "没有期限。") }
      return due < facts.now.day ? nil : no("due", "期限（\(due.chinese)）还没有过。")
    case .inTime:
      return Guard.overdue.objection(facts) == nil
        ? no("late", "期限（\(facts.file.due?.chinese ?? "")）已经过了，不能再提交。") : nil
    case .resumable:
      return facts.file.cameFrom == .draft ? Guard.windowOpen.objection(facts) : nil
    case .outcome(let outcomes):
      let isOne = facts.file.outcome.map(outcomes.contains) == true
      return isOne
        ? nil : no("outcome", facts.ending.map { "这份申请是这样终止的：\($0)。" } ?? "这份申请没有终止。")
    case .hours(let hours):
      let passed = facts.now.milliseconds - facts.file.since.milliseconds
      return passed < Int64(hours) * 3_600_000
        ? nil : no("late", "已经过了 \(hours) 小时，不能再撤销；申请期内可以重新填报。")
    case .has(let kind, let word):
      let open = facts.open(kind)
      if open.contains(where: { word == nil || $0.word == word }) { return nil }
      return no("\(kind.rawValue)Missing", facts.missing(kind, word))
    case .lacks(let kind):
      guard let open = facts.open(kind).first else { return nil }
      // Whoever comes second with the same reads since when there is one: it stands on the case's page.
      return no(
        "\(kind.rawValue)Open",
        kind == .handler
          ? "这份申请已经有人承办。" : "还有未办结的\(kind.title)（\(open.opened.chinese)起）。")
    case .settled(let kind, let outcome):
      let found = facts.matters.contains { $0.kind == kind && !$0.isOpen && $0.outcome == outcome }
      return found
        ? nil
        : no(
          "\(kind.rawValue)Missing",
          kind == .batch ? "还没有报送市局，等本单位审核人员报送。" : "还没有完成\(kind.title)。")
    case .holding(let kind, let outcome):
      let had = facts.matters.count { $0.kind == kind && $0.outcome == outcome }
      let ended = facts.matters.count { $0.kind == kind && $0.outcome == Matter.ended }
      return had > ended
        ? nil
        : no(
          "\(kind.rawValue)Missing", kind == .honour ? "没有核实为属实、现在还有效的称号。" : "没有还有效的\(kind.title)。")
    case .found(let kind):
      return facts.found(kind).isEmpty
        ? no("\(kind.rawValue)Missing", kind == .honour ? "还没有核实过的称号。" : "还没有\(kind.title)。") : nil
    case .unsettled(let kind, let outcome):
      let found = facts.matters.contains { $0.kind == kind && $0.outcome == outcome }
      return found ? no("\(kind.rawValue)Done", "\(kind.title)已经完成。") : nil
    case .fewer(let kind, let figure):
      let most = facts.package.figures[figure]
      let had = facts.matters.count { $0.kind == kind && $0.stage == facts.file.stage }
      return had < most
        ? nil : no("\(kind.rawValue)Spent", "这个环节已经要求过\(kind.title)，每个环节只能 \(most) 次。")
    case .spent(let kind, let figure):
      let most = facts.package.figures[figure]
      let had = facts.matters.count { $0.kind == kind && $0.stage == facts.file.stage }
      return had >= most
        ? nil : no("\(kind.rawValue)Left", "这个环节还可以直接要求\(kind.title)，不用另行提请。")
    case .never(let kind):
      return facts.matters.contains { $0.kind == kind }
        ? no("\(kind.rawValue)Spent", "\(kind.title)只能一次，已经有过。") : nil
    case .another(let kind):
      let isOwn = facts.open(kind).contains { $0.openedBy != nil && $0.openedBy == facts.person }
      return isOwn ? no("samePerson", "\(kind.title)是您提出的，要由另一个人决定。") : nil
    case .onPaper:
      if facts.file.isOnPaper { return nil }
      return no(
        "notOnPaper",
        facts.file.received == nil ? "这份申请不是书面提出的。" : "企业已经核对过，由企业自己办理。")
    case .untouched:
      return facts.touchedBy.contains { $0 == facts.person }
        ? no("samePerson", "您经办过这份申请，要由没有经办过的人办理。") : nil
    }
  }

  /// Told by the case's own matters, whoever asks and whenever.
  var isOfTheCase: Bool {
    switch self {
    case .windowOpen, .windowClosed, .gate, .gateFails, .overdue, .inTime, .resumable, .hours,
      .another, .untouched, .anew,
      .unmanned:
      false
    default: true
    }
  }

  /// There is simply nothing to decide yet: said to programs, but no line on a page.
  var isQuiet: Bool {
    switch self {
    // Whose it is stands on the page already.
    case .lacks(.handler): true
    // Whoever takes the case up next waits for it, and there is nothing else to go on with.
    case .settled(.batch, _): false
    case .has, .spent, .outcome, .overdue, .windowClosed, .never, .settled, .holding, .found,
      .unsettled,
      .gateFails,
      .unmanned, .onPaper:
      true
    default: false
    }
  }

  private func paperObjection(_ facts: CaseFacts, _ received: Day) -> Refusal? {
    if let reason = facts.round.cancelled {
      return no("window", "\(facts.round.title)已取消：\(reason)")
    }
    return facts.round.takes(received)
      ? nil : no("window", "收到书面申请的日子（\(received.chinese)）不在这一批的受理时间里。")
  }

  private func no(_ code: String, _ sentence: String) -> Refusal {
    Refusal(.conflict, code: code, sentence)
  }
}

extension CaseFacts {
  /// Why there is none open that says this: what has been decided, what is proposed instead, or nothing yet.
  fileprivate func missing(_ kind: Matter.Kind, _ word: String?) -> String {
    if let other = open(kind).last {
      return "现在等决定的是“\(kind.title(of: other.word))”，这一项不适用。"
    }
    let last = matters.last { $0.kind == kind }
    if let word {
      let isDecided = last.map { !$0.isOpen && $0.word == word && $0.outcome == word } == true
      return "“\(kind.title(of: word))”的意见\(isDecided ? "已经决定" : "还没有提出")。"
    }
    switch kind {
    case .flag: return "没有等处理的问题。"
    case .honour: return "没有等核实的称号。"
    case .recusal: return "没有等指定接办人的回避。"
    default: return last == nil ? "还没有\(kind.title)。" : "没有等办理的\(kind.title)。"
    }
  }
}

extension Matter.Kind {
  /// What one of them proposes, as the act that follows is called.
  fileprivate func title(of word: String) -> String { Self.proposing[self]?[word] ?? title }

  /// The table looked through once: every no of every case asks.
  private static let proposing: [Self: [String: String]] = {
    var titles: [Self: [String: String]] = [:]
    for step in Lifecycle.table {
      for case .has(let kind, let word?) in step.given where titles[kind]?[word] == nil {
        titles[kind, default: [:]][word] = step.title
      }
    }
    return titles
  }()
}
