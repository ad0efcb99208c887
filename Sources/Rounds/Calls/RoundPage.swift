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
    return Shell(round.title, on: visit, trail: [("批次", Paths.rounds.link)]).page {
      errorSummary(sheet)
      p {
        tag(phase.title, phase.tone)
        if let reason = round.cancelled { "　理由：\(reason)" }
      }
      if let next = round.next(at: answer.now) {
        section(.class("panel answer"), .role("status")) {
          h2 { "接下来" }
          p(.class("result")) { "\(next.what)：\(next.on.chinese)" }
          if phase == .open { p { "截止到 \(round.deadline)，以服务器时间为准，过时不再受理。" } }
        }
      }
      for offer in answer.offers {
        p { a(.class("button"), .href(offer.address)) { offer.title } }
      }
      dates
      rules
      if phase == .open || phase == .announced { ways }
      notes
      if visit.caller?.roles.contains(.municipalAdministrator) == true, phase != .cancelled {
        changes(sheet)
      }
    }
  }

  private var dates: HTML {
    group {
      h2 { "时间安排" }
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
    return group {
      h2 { "按什么规则" }
      p {
        "政策包 \(package?.title ?? "")，第 \(package?.version ?? "") 版，指纹 "
        code { library.fingerprint(of: round) }
      }
      if let label = package?.label { p(.class("quiet")) { label } }
    }
  }

  private var ways: HTML {
    // This very edition, whatever stands today.
    let shelf = library.shelf(at: visit.now)
    let policy = library.package(round.package).map(shelf.name) ?? ""
    return p {
      a(.class("button"), .href(Paths.check.link(Nowhere(), query: [("policy", policy)]))) {
        "申请条件自查"
      }
      " "
      a(.href(Paths.forms.link(Nowhere(), query: [("policy", policy)]))) { "看要填的表格" }
    }
  }

  private var notes: HTML {
    let rows = answer.notes.map { note in
      [moment(note.at), HTML(note.text), HTML(note.reason)]
    }
    return DataTable("公布和变动", [.init("时间"), .init("内容"), .init("理由")], rows).html
  }

  private func changes(_ sheet: Sheet) -> HTML {
    let place = RoundPlace(round.number)
    return group {
      h2 { "延长申请时间" }
      postForm(
        ExtendRound.path.link(place), on: visit, fields: ExtendRound.Asked.fields,
        sheet.of(ExtendRound.self), prefix: "extend-", button: "延长")
      h2 { "更正安排" }
      postForm(
        AmendRound.path.link(place), on: visit, fields: AmendRound.Asked.fields, amendment(sheet),
        prefix: "amend-", button: "更正")
      h2 { "取消批次" }
      p { "取消以后不能恢复，已经提交的申请都会收到通知。" }
      postForm(
        CancelRound.path.link(place), on: visit, fields: CancelRound.Asked.fields,
        sheet.of(CancelRound.self), prefix: "cancel-", button: "取消批次", tone: .danger)
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
