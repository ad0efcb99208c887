import Design
import Desk
import HTML
import Policy
import Rounds
import Routing
import Vocabulary

/// How a case looks to whoever may see it.
struct CasePage {
  let answer: CaseView.Answer
  let member: Member
  let calendar: WorkingDays
  let visit: Visit
  /// Whether a room carries it out.
  let isCarried: (Step) -> Bool
  /// Whether it has a letter to be looked at on a page of its own.
  let isPreviewedAlone: (Step) -> Bool

  private var file: Case { answer.facts.file }

  var html: HTML {
    Shell(
      file.item, on: visit, trail: [("申请", Paths.applications.link)], line: line, above: stages
    ).page {
      let parts = answer.shown.filter { !$0.title.isEmpty }
      for shown in parts.filter(\.isFirst) + parts.filter({ !$0.isFirst }) {
        if shown.isFolded {
          panel(isFlush: true) { fold(shown.title) { shown.html } }
        } else {
          panel(shown.title) { shown.html }
        }
      }
      letters
      history
    } aside: {
      place
    }
  }

  private var line: HTML {
    group {
      span { file.enterpriseName }
      span { "编号 \(file.number)" }
      chip(file.kind.title)
      if let received = file.received {
        chip("书面提出，\(received.chinese)收到")
      }
      if !file.priority.isEmpty, answer.isInside { chip("重点推荐", .flag) }
      if let ending = answer.line.ending { chip(ending, .wrong) }
    }
  }

  /// Returned and ended show where the case came from.
  private var stages: HTML {
    let shown =
      file.stage == .returned || file.stage == .ended ? file.cameFrom ?? .draft : file.stage
    let isAway = file.stage == .returned || file.stage == .ended
    return stageLine(
      Stage.line.map(\.title), current: Stage.line.firstIndex(of: shown.dot),
      note: isAway ? file.stage.title : nil, isOver: file.stage == .ended, label: "办理进度")
  }

  /// Where it is, whose turn, until when, and what this reader can do.
  private var place: HTML {
    var rows: [WhereRow] = [.now(file.stage.title, answer.line.ending)]
    let isSomebodys = answer.line.isSomebodys
    if isSomebodys {
      rows.append(.turn(isMine ? "您" : answer.line.turn, isMine ? answer.line.turn : nil))
    }
    if let handler = answer.handler { rows.append(WhereRow("承办人", handler)) }
    // An entry's years are nobody's to work by.
    let isTimed = isSomebodys && file.stage != .listed
    rows += answer.clocks.filter { isTimed || $0.who != nil }.map(row)
    let isLate = file.due.map { $0 < visit.now.day } == true && !file.isOver(on: visit.now.day)
    let lead = answer.shown.compactMap(\.lead).first
    let main = lead == nil ? mainOffer : nil
    let box = whereBox(
      rows, look: file.stage == .publicised ? .official : isLate ? .late : .usual,
      act: lead.map { lead in a(.class("button"), .href(lead.address)) { lead.title } }
        ?? main.map { button($0, isMain: true) },
      links: next + previews
        + ordered.filter { $0.address != main?.address }.map { button($0, isMain: false) }
    ) {
      for (step, refusal, isQuiet) in answer.judged.blocked
      where !isQuiet && isCarried(step) {
        note(.warn) {
          p {
            "现在不能“\(step.title)”：\(Citation.readable(refusal.sentence))"
            if let clause = refusal.clause { Design.clause(clause) }
          }
        }
      }
    }
    // Behind all that can be done, on the way of whoever goes by keyboard, too.
    return group {
      box
      quiet
    }
  }

  /// What cannot be done now and needs no telling on most days: each reason once, with what it holds up.
  private var quiet: HTML {
    var reasons: [(refusal: Refusal, steps: [String])] = []
    for (step, refusal, isQuiet) in answer.judged.blocked where isQuiet && isCarried(step) {
      if let index = reasons.firstIndex(where: { $0.refusal.sentence == refusal.sentence }) {
        reasons[index].steps.append("“\(step.title)”")
      } else {
        reasons.append((refusal, ["“\(step.title)”"]))
      }
    }
    if reasons.isEmpty { return HTML() }
    return details(.class("quiet small")) {
      summary { "现在还不能办的" }
      ul {
        for (refusal, steps) in reasons {
          li {
            "\(steps.joined())：\(Citation.readable(refusal.sentence))"
            if let clause = refusal.clause { Design.clause(clause) }
          }
        }
      }
    }
  }

  /// Its day is its round's, which ends at an hour.
  private var isOpenDraft: Bool { file.stage == .draft && file.received == nil }

  /// Each clock by its name, with a word for how near it is, or why it stands.
  private func row(_ clock: Clock) -> WhereRow {
    switch clock.state {
    case .until(let day):
      WhereRow(
        clock.who == nil ? "办到" : clock.title,
        clock.who == nil
          ? file.dueText(day, on: visit.now.day, calendar)
          : dueText(day, on: visit.now.day, calendar),
        note: HTML(
          clock.who
            ?? (isOpenDraft ? "当日 \(answer.facts.round.closingHour) 停止受理" : "\(clock.title)的期限")))
    case .stopped(let why): WhereRow("\(clock.title)的期限", "暂停计算", why)
    }
  }

  /// On to what waits next, without going back to the list.
  private var next: [HTML] {
    answer.next.map { file in
      [
        a(
          .href(CaseView.path.link(file.place).going(on: visit.list)), .rel("next"),
          .accesskey("n"),
          .aria("aria-keyshortcuts", "Alt+N")
        ) {
          "下一件：\(file.item)"
          span(.class("keys small quiet"), .aria("aria-hidden", "true")) { "Alt+N" }
        }
      ]
    } ?? []
  }

  /// Letters of what is done with one press, to be looked at before.
  private var previews: [HTML] {
    answer.offers.filter { isPreviewedAlone($0.step) }.map { offer in
      a(.href(offer.address.going(on: visit.list))) { "先看“\(offer.title)”发出的文书" }
    }
  }

  /// Of the enterprise all of its people; of an office whoever can go on with it: what one proposed, another
  /// decides, and nobody who keeps out does either.
  private var isMine: Bool {
    answer.facts.holder.kind == member.seat.kind
      && (member.seat.kind == .enterprise || answer.isTheirs)
  }

  /// What cannot be taken back stands last. The parts of a form have their place in its list.
  private var ordered: [Offer] {
    let shown = answer.offers.filter { !Lifecycle.writing.contains($0.step.name) }
    return shown.filter { !$0.step.isGrave && !$0.step.isAside } + shown.filter(\.step.isAside)
      + shown.filter(\.step.isGrave)
  }

  /// At most one, the blue button.
  private var mainOffer: Offer? {
    ordered.next
  }

  private func button(_ offer: Offer, isMain: Bool) -> HTML {
    if offer.hasForm {
      return a(
        .optional(isMain ? .class("button") : nil), .href(offer.address.going(on: visit.list))
      ) { offer.title }
    }
    return postForm(
      offer.address.going(on: visit.list), on: visit, button: offer.title,
      tone: offer.step.isGrave ? .wrong : .plain,
      held: offer.step.decides ? [(Edition.name, "\(file.edition)")] : [],
      class: isMain ? "" : "inline")
  }

  private var letters: HTML {
    if answer.letters.isEmpty { return HTML() }
    return panel("文书") {
      ul(.class("links")) {
        for letter in answer.letters {
          li {
            a(.href(LetterView.path.link(ItemPlace(letter.id)))) {
              letter.title
              span(.class("small quiet")) { moment(letter.at) }
            }
          }
        }
      }
    }
  }

  private var history: HTML {
    if answer.events.isEmpty { return HTML() }
    return panel("办理经过") {
      timeline(
        answer.events.map { event in
          Happening(
            group {
              strong { event.title }
              if !event.behalf.isEmpty { "，\(event.behalf)" }
              if !event.text.isEmpty { "：\(event.text)" }
            }, moment(event.at))
        })
    }
  }
}
