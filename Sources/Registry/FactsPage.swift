import Accounts
import Design
import HTML
import Policy
import Routing
import Vocabulary

/// How an enterprise's facts look.
struct FactsPage {
  let answer: FactsView.Answer
  let visit: Visit
  let platform: Platform?

  func html(_ sheet: Sheet) -> HTML {
    let place = ItemPlace<Owner.Organisation>(answer.organisation.id)
    return Shell(
      "登记和信用数据", on: visit,
      trail: [(answer.organisation.name, Enterprises.address(of: answer.organisation.id))],
      line: group {
        span { answer.organisation.name }
        span(.class("quiet keep")) { visit.now.day.chinese }
      },
      act: answer.mayRefresh
        ? postForm(
          RefreshFacts.path.link(place), on: visit, button: "从城市平台取最新数据", look: .plain) : nil
    ).page {
      errorSummary(sheet)
      note {
        p { "这里只有导入或取得的数据，每一条都写明来源和日期。没有数据不等于没有问题，也不等于已经核查。" }
        p {
          "这张表只看登记数据，商标要看申请用的是哪一个注册号；连同企业填写的情况一起判断，见"
          a(.href(Paths.dossier.link(place))) { "企业档案" }
          "。"
        }
      }
      findings
      p(.class("small quiet")) {
        platform.map { "城市平台数据来自运行人员接入的\($0.name)。" } ?? "没有接入城市平台，数据由运行人员从文件导入。"
      }
      for kind in RecordKind.allCases { records(kind) }
    }
  }

  private var findings: HTML {
    let rows = answer.findings.map { finding -> [HTML] in
      let isKnown = answer.known.contains(finding.condition.id)
      let word: HTML =
        if !isKnown {
          state("没有数据")
        } else {
          switch finding.verdict {
          case .pass: state("数据显示符合", .good)
          case .fail: state("数据显示不符合", .wrong)
          case .evidence: state("数据不全，需要证明", .warn)
          }
        }
      let why =
        isKnown && finding.verdict != .pass
        ? finding.points.map(\.reason).joined() : ""
      return [HTML(finding.condition.title), word, HTML(why), citations(finding.condition.clause)]
    }
    return DataTable(
      "各项条件，按现有数据（\(visit.now.day.chinese)）",
      [.init("条件"), .init("数据核对结果"), .init("说明"), .init("依据")], rows
    ).html
  }

  private func records(_ kind: RecordKind) -> HTML {
    let records = answer.records.filter { $0.kind == kind }
    return group {
      h2 { kind.title }
      if records.isEmpty { p(.class("small quiet")) { "没有\(kind.title)的数据。" } }
      if !records.isEmpty {
        DataTable(
          "\(kind.title) \(records.count) 条",
          kind.columns.map { .init($0.heading) } + [.init("来源和数据日期"), .init("异议")],
          records.map { row($0) }
        ).html
      }
    }
  }

  private func row(_ record: Record) -> [HTML] {
    record.kind.columns.map { HTML(record.values[$0.key] ?? "—") } + [
      group {
        span { record.source }
        span(.class("sub")) { record.asOf.chinese }
      }, objection(record),
    ]
  }

  /// What the enterprise says to it, and what became of it.
  private func objection(_ record: Record) -> HTML {
    group {
      if let contest = record.contest {
        p {
          chip(
            record.settled == nil ? "企业有异议，待核实" : record.counts ? "异议不成立" : "异议成立，不再作为依据",
            record.settled == nil ? .warn : .plain)
          " \(contest)"
        }
        if let reason = record.settledReason { p { "核实结果：\(reason)" } }
      }
      for past in answer.past[record.id] ?? [] {
        p(.class("small quiet")) {
          "以前的异议：\(past.contest)。核实结果（\(past.at.day.chinese)）：\(past.reason)"
        }
      }
      if answer.mayContest(record) {
        p {
          a(.href(ContestRecord.path.link(ItemPlace(record.id)))) {
            record.contest == nil ? "对这条数据有异议" : "有新的证据，再次提出异议"
          }
        }
      }
      if answer.maySettle(record) {
        p { a(.href(SettleRecord.path.link(ItemPlace(record.id)))) { "决定这条异议" } }
      }
    }
  }
}
