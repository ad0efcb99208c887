import Applications
import Design
import HTML
import Vocabulary

/// The charts of a round, each with its table.
struct FiguresPage {
  let figures: RoundFigures
  let scope: String

  /// To those above the units, who see them beside each other.
  private var isCity: Bool { !figures.units.isEmpty }

  var html: HTML {
    group {
      panel("到过各环节的申请（累计）") { funnel }
      panel("区里正在办理的：已用天数和期限") { waiting }
      panel(isCity ? "每件用时：各区和全市的中位数" : "每件用时：\(scope)和全市的中位数") { paces }
      panel("核实属实的称号") { counted("称号", figures.honours, none: "还没有核实属实的称号。") }
      panel("所属行业") { counted("行业", figures.industries, none: "还没有提交的申请。") }
      if isCity { panel("各区", isFlush: true) { units } }
    }
  }

  private var funnel: HTML {
    let most = Double(max(figures.funnel.map(\.count).max() ?? 0, 1))
    return group {
      bars(
        figures.funnel.map { stage, count in
          Bar(stage.title, Double(count) / most, HTML("\(count) 份"))
        })
      chartTable(
        "到过各环节的申请（累计）", ["环节", "到过的份数"],
        figures.funnel.map { [$0.stage.title, "\($0.count)"] })
    }
  }

  private var waiting: HTML {
    let all = figures.waiting.filter { !$0.ages.isEmpty }
    if all.isEmpty { return p(.class("quiet")) { "现在没有等受理、审核或者补正的。" } }
    return group {
      bars(
        all.map { one in
          let scale = Double(max(one.ages.last ?? 0, one.limit, 1))
          return Bar(
            one.stage.title, RoundFigures.middle(one.ages) / scale,
            HTML(
              "\(one.ages.count) 份，中位 \(RoundFigures.median(one.ages)) 天，最长 \(one.ages.last ?? 0) 天，限 \(one.limit) 天"
                + (one.late > 0 ? "，超期 \(one.late) 份" : "")
                + (!isCity && one.isComparable ? "；全市中位 \(RoundFigures.median(one.city)) 天" : "")),
            spread: Double(one.ages.last ?? 0) / scale, limit: Double(one.limit) / scale)
        })
      chartLegend([(.bar, "中位数"), (.pale, "期限以内"), (.over, "有超期的")])
      chartTable(
        "正在办理的申请（已用工作日）", ["环节", "份数", "中位", "全市中位", "最长", "期限", "超期"],
        figures.waiting.map { one in
          [
            one.stage.title, "\(one.ages.count)", RoundFigures.median(one.ages),
            one.isComparable ? RoundFigures.median(one.city) : "—",
            "\(one.ages.last ?? 0)", "\(one.limit)", "\(one.late)",
          ]
        })
    }
  }

  private var paces: HTML {
    group {
      bars(
        figures.paces.enumerated().flatMap { index, one -> [Bar] in
          let scale = max(Double(one.limit), RoundFigures.middle(one.city), 1)
            .rounded(.up)
          func bar(_ name: String, _ days: [Int]) -> Bar {
            Bar(
              name, min(RoundFigures.middle(days) / scale, 1),
              HTML(days.isEmpty ? "还没有办结的" : "中位 \(RoundFigures.median(days)) 天"),
              limit: Double(one.limit) / scale)
          }
          let city = bar("\(one.title)：全市", one.city)
          if isCity {
            return [city]
              + figures.units.compactMap { unit in
                let days = unit.paces[index]
                return days.isEmpty ? nil : bar(unit.name, days)
              }
          }
          return [bar("\(one.title)：\(scope)", one.own)] + (one.isComparable ? [city] : [])
        })
      if !isCity, figures.paces.contains(where: { !$0.isComparable }) {
        p(.class("small quiet")) { "办结的区不足 \(RoundFigures.fewest) 个时，不显示全市的中位数。" }
      }
      chartTable(
        "每件用时（工作日）", ["事项", "件数", "中位", "全市中位", "期限"],
        figures.paces.map { one in
          [
            one.title, "\(one.own.count)", RoundFigures.median(one.own),
            one.isComparable ? RoundFigures.median(one.city) : "—", "\(one.limit)",
          ]
        })
    }
  }

  private func counted(
    _ what: String, _ all: [(name: String, count: Int)], none: String
  ) -> HTML {
    if all.isEmpty { return p(.class("quiet")) { none } }
    let most = Double(max(all.map(\.count).max() ?? 0, 1))
    return group {
      bars(all.map { Bar($0.name, Double($0.count) / most, HTML("\($0.count)")) })
      chartTable(what, [what, "数量"], all.map { [$0.name, "\($0.count)"] })
    }
  }

  private var units: HTML {
    DataTable(
      "各区",
      [
        .init("单位"), .init("收到", isNumber: true), .init("受理", isNumber: true),
        .init("推荐", isNumber: true), .init("超期", isNumber: true),
      ] + figures.paces.map { .init("\($0.title)中位（天）", isNumber: true) },
      figures.units.map { one in
        [
          HTML(one.name), HTML("\(one.received)"), HTML("\(one.accepted)"),
          HTML("\(one.recommended)"),
          one.late > 0 ? state("\(one.late) 份超期", .wrong) : HTML("0"),
        ] + one.paces.map { HTML(RoundFigures.median($0)) }
      }, isTitleSaid: true
    ).bare
  }
}
