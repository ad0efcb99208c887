import Applications
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// What is proposed, to the bureau and those who watch it; what was decided, to the applicant too.
struct DecisionPart: CasePart {
  let judge: Judge

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let seesProposals = [.bureau, .oversight].contains(member.seat.kind)
    guard seesProposals || [.enterprise, .district].contains(member.seat.kind) else { return nil }
    let matters = facts.matters.filter { matter in
      matter.kind == .decision && (seesProposals || !matter.isOpen && matter.outcome == matter.word)
    }
    guard let matter = matters.last, let decision = try Decisions.of(matter, in: database) else {
      return nil
    }
    let state =
      matter.isOpen ? "等审核人决定" : matter.outcome == matter.word ? "已经决定" : "已退回或终止"
    var shown = CaseShown(
      "市局意见",
      factList {
        fact("意见", HTML(decision.word.title))
        fact("情况", HTML(state))
        fact("理由", HTML(decision.text))
        if !decision.remedy.isEmpty { fact("企业可以怎样做", HTML(decision.remedy)) }
      },
      [
        .init(
          "decision",
          [
            "word": .string(decision.word.rawValue), "text": .string(decision.text),
            "remedy": .string(decision.remedy),
            "state": .string(
              matter.isOpen ? "open" : matter.outcome == matter.word ? "agreed" : matter.outcome),
          ])
      ])
    // What comes next is done with all of the round.
    if !member.seat.roles.isDisjoint(with: Lifecycle.publicise.by),
      try judge.refusal(to: Lifecycle.publicise, facts, in: database) == nil
    {
      shown.lead = (
        PublishNotice.summary, PublishNotice.path.link(RoundPlace(facts.round.number))
      )
    }
    return shown
  }
}
