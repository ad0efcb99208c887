import Applications
import Design
import HTML
import Policy
import Rounds
import Routing
import Vocabulary

/// How the ranked list looks: place, score, how the experts' totals lie, what was decided, what is next.
struct RankingPage {
  let ranking: Ranking
  let offers: [RoundOffer]
  let visit: Visit

  var html: HTML {
    Shell(
      "评审结果排名", on: visit,
      trail: [("批次", Paths.rounds.link), (ranking.round.title, ranking.round.address)],
      line: span { ranking.round.title },
      act: offers.isEmpty
        ? nil
        : group {
          for (index, offer) in offers.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(offer.address)) { offer.title }
          }
        }
    ).page {
      if ranking.rows.isEmpty {
        emptyState("这一批还没有评审完成的申请", "评审组全体签署意见以后，申请按正式分排在这里，经办人从这里提出拟办意见。")
      } else {
        let above = ranking.rows.count { $0.score >= ranking.passLine }
        counters([
          Counter(ranking.rows.count, "评审完成"),
          Counter(above, "合格分数 \(ranking.passLine) 分以上"),
          Counter(ranking.rows.count { $0.facts.file.stage == .reviewed }, "还没有公示"),
        ])
        list
        p(.class("small quiet")) {
          "\(ranking.official.sentence)图上每个点是一位专家的总分，竖线是正式分，虚线是合格分数。"
        }
      }
    }
  }

  private var axis: Axis {
    let low = ranking.rows.flatMap(\.totals).map(\.points).min() ?? 0
    return Axis(min(low, ranking.passLine.points) - 2, 100)
  }

  private var list: HTML {
    DataTable(
      "按正式分从高到低",
      [
        .init("名次", isNumber: true), .init("产品或服务"), .init("受理单位"), .init("正式分", isNumber: true),
        .init("各位专家"), .init("极差", isNumber: true), .init("现在"), .init("可以办"),
      ],
      ranking.rows.map { row in
        let file = row.facts.file
        return [
          HTML("\(row.place)"),
          group {
            a(.href(CaseView.path.link(file.place))) { file.item }
            br()
            span(.class("small quiet")) { file.enterpriseName }
            if !file.priority.isEmpty {
              " "
              chip("重点推荐", .flag)
            }
          },
          HTML(file.unitName), strong { "\(row.score)" },
          dotPlot(
            row.totals.map(\.points), on: axis, mean: row.score.points,
            cut: ranking.passLine.points,
            label: "各位专家的总分：\(row.totals.map { "\($0)" }.joined(separator: "、"))"),
          HTML("\(row.spread)"), state(file.outcome?.title ?? file.stage.title),
          next(row),
        ]
      }
    ).html
  }

  /// The first thing to do; agreeing is done on the case's own page, where its reasons stand.
  private func next(_ row: Ranking.Row) -> HTML {
    guard let offer = row.offers.first else { return span(.class("quiet")) { "—" } }
    return a(
      .href(offer.hasForm ? offer.address : CaseView.path.link(row.facts.file.place))
    ) { offer.title }
  }
}

extension Exact {
  fileprivate var points: Double { Double(hundredths) / 100 }
}
