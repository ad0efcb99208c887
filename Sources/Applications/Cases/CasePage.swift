import Design
import Desk
import HTML
import Policy
import Routing
import Vocabulary

/// How a case looks to whoever may see it.
struct CasePage {
  let answer: CaseView.Answer
  let member: Member
  let calendar: WorkingDays
  let visit: Visit
  /// Names of the steps that a room carries out.
  let carried: Set<String>

  private var file: Case { answer.facts.file }

  var html: HTML {
    Shell(file.item, on: visit, trail: [("申请", Paths.applications.link)]).page {
      p(.class("line")) {
        "\(file.enterpriseName)　编号 \(file.number)　"
        tag(file.kind.title)
        if !file.priority.isEmpty, answer.isInside { tag("重点推荐", .official) }
        if let outcome = file.outcome { tag(outcome.title, .danger) }
      }
      stages
      place
      for shown in answer.shown {
        if shown.isFolded {
          unfolding(shown.title) { shown.html }
        } else {
          section(.class("panel")) {
            h2 { shown.title }
            shown.html
          }
        }
      }
      letters
      history
    }
  }

  private var stages: HTML {
    let shown =
      file.stage == .returned || file.stage == .ended ? file.cameFrom ?? .draft : file.stage
    return stageLine(
      Stage.line.map(\.title), current: Stage.line.firstIndex(of: shown.dot), label: "这份申请走到哪里")
  }

  /// Where it is, whose turn, until when, and what this reader can do.
  private var place: HTML {
    section(.class("panel where"), .aria("aria-label", "办理情况")) {
      factList {
        fact(
          "现在", HTML(file.outcome.map { "\(file.stage.title)（\($0.title)）" } ?? file.stage.title))
        if file.stage.holder != .nobody {
          fact("轮到", HTML(isMine ? "您（\(file.turn)）" : file.turn))
          if let due = file.due { fact("办到", dueText(due, on: visit.now.day, calendar)) }
        }
      }
      acts
      for (step, refusal, isQuiet) in answer.judged.blocked
      where !isQuiet && carried.contains(step.name) {
        p(.class("blocked")) {
          "现在不能“\(step.title)”：\(refusal.sentence)"
          if let clause = refusal.clause { Design.clause(clause) }
        }
      }
    }
  }

  private var isMine: Bool {
    !member.seat.roles.isDisjoint(with: file.stage.holder.roles)
  }

  /// At most one main button: the first that leads on. What cannot be taken back stands last.
  private var acts: HTML {
    let ordered = answer.offers.filter { !$0.step.isGrave } + answer.offers.filter(\.step.isGrave)
    let main =
      ordered.first { $0.step.moves && !$0.step.isGrave } ?? ordered.first { !$0.step.isGrave }
    return group {
      if let main { button(main, isMain: true) }
      let rest = ordered.filter { $0.address != main?.address }
      if !rest.isEmpty {
        ul(.class("links")) { for offer in rest { li { button(offer, isMain: false) } } }
      }
    }
  }

  private func button(_ offer: Offer, isMain: Bool) -> HTML {
    if offer.hasForm {
      return a(.optional(isMain ? .class("button") : nil), .href(offer.address)) { offer.title }
    }
    return postForm(
      offer.address, on: visit, button: offer.title, tone: offer.step.isGrave ? .danger : .plain,
      class: isMain ? "" : "inline")
  }

  private var letters: HTML {
    if answer.letters.isEmpty { return HTML() }
    return section(.class("panel")) {
      h2 { "文书" }
      ul(.class("links")) {
        for letter in answer.letters {
          li {
            a(.href(LetterView.path.link(ItemPlace(letter.id)))) { letter.title }
            " "
            moment(letter.at)
          }
        }
      }
    }
  }

  private var history: HTML {
    if answer.events.isEmpty { return HTML() }
    return section(.class("panel")) {
      h2 { "办理经过" }
      ol(.class("timeline")) {
        for event in answer.events {
          li {
            moment(event.at)
            " "
            strong { event.title }
            if !event.behalf.isEmpty { "，\(event.behalf)" }
            if !event.text.isEmpty { p { event.text } }
          }
        }
      }
    }
  }
}
