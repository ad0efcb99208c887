import Design
import HTML
import Policy
import Routing
import Vocabulary

/// How a round looks: when, what next, under which rules; and to who opened it, what can be changed.
struct RoundPage {
  let answer: RoundView.Answer
  let library: Library
  let calendar: WorkingDays
  let visit: Visit

  private var round: Round { answer.round }

  func html() -> HTML {
    let phase = round.phase(at: answer.now)
    return Shell(
      round.title, on: visit, trail: [("批次", Paths.rounds.link)],
      line: group {
        span(.class("quiet keep")) { round.number }
        round.phaseChip(at: answer.now)
        if let reason = round.cancelled { span { "理由：\(reason)" } }
      }
    ).page {
      dates
      ways
      rules
      notes
    } aside: {
      box(phase)
    }
  }

  /// How far it is, what comes next, and where to begin.
  private func box(_ phase: Round.Phase) -> HTML {
    var rows = [WhereRow.now(phase.title)]
    if let next = round.next(at: answer.now) {
      rows.append(
        WhereRow(
          "接下来", HTML("\(next.what)：\(next.on.chinese)"),
          note: phase == .open
            ? HTML("截止到 \(round.deadline)\(round.dayOff(calendar))，以服务器时间为准，逾期不予受理。") : nil))
    }
    let isComing = phase == .open || phase == .announced
    // This very edition, whatever stands today.
    let shelf = library.shelf(at: visit.now)
    let policy = library.package(round.package).map(shelf.name) ?? ""
    // What this reader may do comes before what anyone may.
    let offers = answer.offers.filter { !$0.isView }
    let check = Paths.check.link(Nowhere(), query: [("policy", policy)])
    var links = offers.dropFirst().map { offer in a(.href(offer.address)) { offer.title } }
    if isComing {
      if !offers.isEmpty { links.append(a(.href(check)) { "申请条件自查" }) }
      links.append(
        a(.href(Paths.forms.link(Nowhere(), query: [("policy", policy)]))) {
          icon(.file)
          "看要填的表格"
        })
    }
    links += (answer.offers.filter(\.isView) + answer.changes).map { offer in
      a(.href(offer.address)) { offer.title }
    }
    // Where the button would stand: why it does not.
    for (_, no) in answer.blocked { rows.append(WhereRow("不能办", HTML(no.sentence))) }
    return whereBox(
      rows,
      act: offers.first.map { offer in a(.class("button"), .href(offer.address)) { offer.title } }
        ?? (isComing ? a(.class("button"), .href(check)) { "申请条件自查" } : nil),
      links: Array(links))
  }

  private var dates: HTML { Self.dates(round, calendar) }

  /// What stands now: beside a form that changes it, too.
  static func dates(_ round: Round, _ calendar: WorkingDays) -> HTML {
    panel("时间安排") {
      factList {
        fact("批次编号", HTML(round.number))
        fact(
          "申请时间",
          HTML("\(round.opens.day.chinese) 0:00 至 \(round.deadline)\(round.dayOff(calendar))"))
        for milestone in Round.Milestone.allCases {
          if let day = round.milestones[milestone] { fact(milestone.title, HTML(day.chinese)) }
        }
        fact("名额", HTML(round.quota.map { "\($0) 项" } ?? "没有名额限制"))
      }
    }
  }

  /// In writing is on the portal or on paper (001 三（一）第一分句).
  private var ways: HTML {
    let phase = round.phase(at: answer.now)
    guard phase == .open || phase == .announced else { return HTML() }
    let policy = library.package(round.package).map(library.shelf(at: visit.now).name) ?? ""
    return panel("怎样提出申请") {
      p { "在平台上：注册、登记企业，由区里确认以后，在“申请”里填报，由签署人提交。" }
      p {
        "书面提出：打印"
        a(.href(Paths.forms.link(Nowhere(), query: [("policy", policy)]))) { "空白的试点申请书" }
        "填写、盖章，连同附件在申请时间内送到"
        a(.href(Paths.contacts.link)) { "所在区市场监管部门" }
        "，由区里录入；以后在平台上登记的，可以核对录入的内容，自己接着办。"
      }
    }
  }

  private var rules: HTML {
    let package = library.package(round.package)
    return panel("适用规则") {
      p {
        "政策包 \(package?.title ?? "")，第 \(package?.version ?? "") 版，指纹 "
        code { library.fingerprint(of: round) }
      }
      if let label = package?.label { p(.class("small quiet")) { Citation.readable(label) } }
    }
  }

  private var notes: HTML {
    panel("公布和变动") {
      timeline(
        answer.notes.enumerated().map { index, note in
          Happening(
            strong { note.text },
            group {
              moment(note.at)
              " · 理由：\(note.reason)"
            }, isNew: index == 0)
        })
    }
  }
}
