import Design
import HTML
import Policy
import Routing
import Vocabulary

/// How a round looks: when, what next, under which rules; and to who opened it, what can be changed.
struct RoundPage {
  let answer: RoundView.Answer
  let library: Library
  let visit: Visit

  private var round: Round { answer.round }

  func html(_ sheet: Sheet) -> HTML {
    let phase = round.phase(at: answer.now)
    return Shell(
      round.title, on: visit, trail: [("批次", Paths.rounds.link)],
      line: group {
        span(.class("quiet keep")) { round.number }
        round.phaseChip(at: answer.now)
        if let reason = round.cancelled { span { "理由：\(reason)" } }
      }
    ).page {
      errorSummary(sheet)
      dates
      rules
      notes
      if visit.caller?.roles.contains(.municipalAdministrator) == true, phase != .cancelled {
        changes(sheet)
      }
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
          note: phase == .open ? HTML("截止到 \(round.deadline)，以服务器时间为准，过时不再受理。") : nil))
    }
    let isComing = phase == .open || phase == .announced
    // This very edition, whatever stands today.
    let shelf = library.shelf(at: visit.now)
    let policy = library.package(round.package).map(shelf.name) ?? ""
    // What this reader may do comes before what anyone may.
    let offers = answer.offers
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
    return whereBox(
      rows,
      act: offers.first.map { offer in a(.class("button"), .href(offer.address)) { offer.title } }
        ?? (isComing ? a(.class("button"), .href(check)) { "申请条件自查" } : nil),
      links: Array(links))
  }

  private var dates: HTML {
    panel("时间安排") {
      factList {
        fact("批次编号", HTML(round.number))
        fact("申请时间", HTML("\(round.opens.day.chinese) 0:00 至 \(round.deadline)"))
        for milestone in Round.Milestone.allCases {
          if let day = round.milestones[milestone] { fact(milestone.title, HTML(day.chinese)) }
        }
        fact("名额", HTML(round.quota.map { "\($0) 项" } ?? "没有名额限制"))
      }
    }
  }

  private var rules: HTML {
    let package = library.package(round.package)
    return panel("按什么规则") {
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

  private func changes(_ sheet: Sheet) -> HTML {
    let place = RoundPlace(round.number)
    return group {
      h2 { "延长申请时间" }
      postForm(
        ExtendRound.path.link(place), on: visit, fields: ExtendRound.Asked.fields,
        sheet.of(ExtendRound.self), prefix: "extend-", button: "延长", look: .plain)
      h2 { "更正安排" }
      postForm(
        AmendRound.path.link(place), on: visit, fields: AmendRound.Asked.fields, amendment(sheet),
        prefix: "amend-", button: "更正", look: .plain)
      h2 { "取消批次" }
      p { "取消以后不能恢复，已经提交的申请都会收到通知。" }
      postForm(
        CancelRound.path.link(place), on: visit, fields: CancelRound.Asked.fields,
        sheet.of(CancelRound.self), prefix: "cancel-", button: "取消批次", look: .grave)
    }
  }

  /// As it stands, unless something else was just typed.
  private func amendment(_ sheet: Sheet) -> Sheet {
    let typed = sheet.of(AmendRound.self)
    if !typed.problems.isEmpty { return typed }
    let fields = ["recommendBy", "screenBy", "reviewBy", "publishBy"]
    var texts = ["title": round.title, "quota": round.quota.map { "\($0)" } ?? ""]
    for (field, milestone) in zip(fields, Round.Milestone.allCases) {
      texts[field] = round.milestones[milestone].map { "\($0)" } ?? ""
    }
    return Sheet(Answers(texts))
  }
}
