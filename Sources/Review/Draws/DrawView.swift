import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The proof of a draw, for anyone: what it went by, both commitments, both numbers, the order. No
/// names and no items: people and cases by their numbers.
struct DrawView: View {
  typealias Asked = Nothing

  static let name = "draw"
  static let summary = "评审专家抽取的证明"
  static let path = Path<ItemPlace<Owner.Panel>>("/draws/:panel")
  static let audience = Audience.everyone
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always("id", .text), .always("state", .oneOf(Panel.State.allCases.map(\.rawValue))),
    .always("input", .any), .always("inputHash", .text),
    .always(
      "sides",
      .list(
        .object([
          .always("side", .oneOf(DrawNonce.Side.allCases.map(\.rawValue))),
          .always("commitment", .text), .always("committedAt", .instant),
          .sometimes("nonce", .text), .sometimes("revealedAt", .instant),
        ]))),
    .sometimes("drawnAt", .instant),
    .always(
      "order",
      .list(.object([.always("id", .text), .always("code", .text), .always("as", .text)]))),
    .sometimes("annulledAt", .instant), .sometimes("annulment", .text),
    .always("method", .list(.text)),
  ])

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Panel>, for actor: Visitor, _ visit: Visit
  ) throws -> Panel {
    try desk.ledger.store.read(lane: visit.lane) { try Panels.find(place.id, in: $0) }
  }

  /// Every candidate in the drawn order, with what it was ordered by.
  private func order(_ panel: Panel) -> [(id: String, code: String, role: String)] {
    guard let bureau = panel.nonce(.bureau)?.nonce,
      let supervisor = panel.nonce(.supervisor)?.nonce,
      let input = try? JSON(parsing: panel.input)
    else { return [] }
    let candidates = (input["candidates"]?.array ?? []).compactMap(\.string)
    return DrawOrder.order(candidates, bureau: bureau, supervisor: supervisor).enumerated().map {
      index, id in
      let role =
        index < panel.size
        ? "member" : index < panel.size + panel.alternates ? "alternate" : "notDrawn"
      return (id, DrawOrder.code(id, bureau: bureau, supervisor: supervisor), role)
    }
  }

  func json(_ panel: Panel) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string("\(panel.id)")), .init("state", .string(panel.state.rawValue)),
      .init("input", (try? JSON(parsing: panel.input)) ?? .null),
      .init("inputHash", .string(Hex.text(panel.digest))),
      .init("sides", .array(panel.nonces.map(Self.json))),
    ]
    if let drawn = panel.drawn { members.append(.init("drawnAt", .string("\(drawn)"))) }
    members.append(
      .init(
        "order",
        .array(
          order(panel).map {
            ["id": .string($0.id), "code": .string($0.code), "as": .string($0.role)]
          })))
    if let annulled = panel.annulled {
      members.append(.init("annulledAt", .string("\(annulled)")))
    }
    if !panel.annulment.isEmpty { members.append(.init("annulment", .string(panel.annulment))) }
    members.append(.init("method", .array(DrawOrder.words.map { .string($0) })))
    return .object(members)
  }

  private static func json(_ nonce: DrawNonce) -> JSON {
    var members: [JSON.Member] = [
      .init("side", .string(nonce.side.rawValue)),
      .init("commitment", .string(Hex.text(nonce.commitment))),
      .init("committedAt", .string("\(nonce.committed)")),
    ]
    if let number = nonce.nonce, let revealed = nonce.revealed {
      members.append(.init("nonce", .string(Hex.text(number))))
      members.append(.init("revealedAt", .string("\(revealed)")))
    }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ panel: Panel?, at place: ItemPlace<Owner.Panel>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML {
    guard let panel else { return HTML() }
    let input = (try? JSON(parsing: panel.input)) ?? .null
    let order = order(panel)
    return Shell(Self.summary, on: visit).page {
      if panel.state == .annulled {
        note(.wrong) { p { "这次抽取已经作废：\(panel.annulment)" } }
      } else if panel.isPartlyAnnulled {
        note(.warn) { p { "还没有评完的申请另行分组，不再按这次抽取评审：\(panel.annulment)" } }
      }
      factList {
        fact("承办机构", HTML(panel.bodyName))
        fact("固定候选名单", moment(panel.made))
        fact("成员", HTML("\(panel.size) 人，候补 \(panel.alternates) 人"))
        fact("情况", HTML(panel.state.title))
        if let drawn = panel.drawn { fact("抽定", moment(drawn)) }
      }
      Design.panel("抽取办法") {
        div(.class("prose")) { ol { for words in DrawOrder.words { li { words } } } }
      }
      Design.panel("抽取依据") {
        p { "下面这一段文字的 SHA-256 是：" }
        code(.class("hash")) { Hex.text(panel.digest) }
        pre(.class("copy")) { String(decoding: panel.input, as: UTF8.self) }
      }
      excluded(input)
      Design.panel("两方的承诺和随机数") {
        for nonce in panel.nonces {
          factList {
            fact("\(nonce.side.title)的承诺", code { Hex.text(nonce.commitment) })
            fact("提交", moment(nonce.committed))
            if let number = nonce.nonce { fact("随机数", code { Hex.text(number) }) }
          }
        }
        if panel.nonces.isEmpty { p(.class("quiet")) { "还没有提交承诺。" } }
      }
      if !order.isEmpty {
        DataTable(
          "抽取的顺序", [.init("编号"), .init("结果"), .init("HMAC-SHA-256")],
          order.map { one in
            [
              HTML(one.id),
              HTML(one.role == "member" ? "成员" : one.role == "alternate" ? "候补" : "未抽到"),
              code { one.code },
            ]
          }
        ).html
      }
    }
  }

  private func excluded(_ input: JSON) -> HTML {
    let years = input["years"]?.integer ?? 0
    let rows = (input["excluded"]?.array ?? []).map { one -> [HTML] in
      let rules = (one["rules"]?.array ?? []).compactMap { rule in
        ConflictRule(rawValue: rule["rule"]?.string ?? "").map {
          "\(rule["case"]?.string ?? "")：\($0.sentence(years))"
        }
      }
      return [HTML(one["id"]?.string ?? ""), HTML(rules.joined(separator: "；"))]
    }
    return rows.isEmpty
      ? note { p { "没有需要回避的专家。" } }
      : DataTable("需要回避、没有参加抽取的", [.init("编号"), .init("依据的规则")], rows).html
  }
}
