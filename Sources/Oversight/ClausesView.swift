import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Clause by clause, where the portal carries it out: by which acts and pages, and which test has run
/// them; what is only said in its data; and what is still to come. For auditors.
package struct ClausesView: View {
  package typealias Asked = Nothing

  package struct Clause: Sendable {
    package let id: String
    package let cite: String
    package let text: String
    /// What was tried, where a test runs an act or view that cites it; the tests hold the two together.
    package let test: String?

    package init?(_ json: JSON) {
      guard let id = json["id"]?.string, let cite = json["cite"]?.string,
        let text = json["text"]?.string
      else { return nil }
      self.id = id
      self.cite = cite
      self.text = text
      test = json["test"]?.string
    }
  }

  package enum State: String, Sendable, CaseIterable {
    /// Cited by an act or a view, and a test has run it.
    case carriedOut
    /// Cited, and nobody has shown that it works.
    case untested
    /// Said in a package, done by nothing.
    case data
    case missing

    var title: String {
      switch self {
      case .carriedOut: "已落实"
      case .untested: "有操作，还没有测试"
      case .data: "只有数据"
      case .missing: "还没有"
      }
    }

    var icon: Icon {
      switch self {
      case .carriedOut: .tick
      case .untested: .alert
      case .data: .info
      case .missing: .wait
      }
    }

    var tone: Tone {
      switch self {
      case .carriedOut: .good
      case .untested, .missing: .warn
      case .data: .plain
      }
    }
  }

  package struct Line: Sendable {
    let clause: Clause
    let routes: [String]
    let data: [String]

    var state: State {
      if !routes.isEmpty { return clause.test == nil ? .untested : .carriedOut }
      return data.isEmpty ? .missing : .data
    }
  }

  package static let name = "clauses"
  package static let summary = "条款对照：每一条由哪里落实"
  package static let path = Path<Nowhere>("/clauses")
  package static let audience = Audience.members(.supervisor, .auditor)
  package static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("cite", .text), .always("text", .text),
          .always("routes", .list(.text)), .always("data", .list(.text)),
          .always("state", .oneOf(State.allCases.map(\.rawValue))), .sometimes("test", .text),
        ]))), .always("missing", .integer),
  ])

  let clauses: [Clause]
  /// What acts and pages say they carry out.
  let routes: [(clause: String, name: String)]
  /// What the packages in use say.
  package typealias Data = @Sendable (Instant) -> [(clause: String, place: String)]

  let data: Data

  package init(
    _ clauses: [Clause], routes: [(clause: String, name: String)],
    data: @escaping Data
  ) {
    self.clauses = clauses
    self.routes = routes
    self.data = data
  }

  package func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> [Line] {
    let data = data(visit.now)
    return clauses.map { clause in
      var places: [String] = []
      for item in data where item.clause == clause.cite && !places.contains(item.place) {
        places.append(item.place)
      }
      return Line(
        clause: clause, routes: routes.filter { $0.clause == clause.cite }.map(\.name),
        data: places)
    }
  }

  package func json(_ lines: [Line]) -> JSON {
    let items = lines.map { line -> JSON in
      .object(
        [
          .init("id", .string(line.clause.id)), .init("cite", .string(line.clause.cite)),
          .init("text", .string(line.clause.text)),
          .init("routes", .array(line.routes.map { .string($0) })),
          .init("data", .array(line.data.map { .string($0) })),
          .init("state", .string(line.state.rawValue)),
        ] + (line.clause.test.map { [.init("test", .string($0))] } ?? []))
    }
    return ["items": .array(items), "missing": .integer(missing(lines))]
  }

  private func missing(_ lines: [Line]) -> Int { lines.count { $0.state == .missing } }

  package func page(
    _ sheet: Sheet, _ lines: [Line]?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    let lines = lines ?? []
    return Shell("条款对照", on: visit, trail: [("日志", Paths.journal.link)]).page {
      p(.class("lead")) {
        "平台必须做到的 \(lines.count) 条：有操作或页面去办、并且有测试跑过的，才算已落实，现有 \(lines.count { $0.state == .carriedOut }) 条；还有 \(missing(lines)) 条没有落实。"
      }
      counters(
        State.allCases.map { state in
          let count = lines.count { $0.state == state }
          return Counter(
            count, state.title, state.icon, state.tone,
            at: count == 0 ? nil : .place(state.rawValue))
        })
      for state in State.allCases {
        let own = lines.filter { $0.state == state }
        if !own.isEmpty {
          panel("\(state.title)的 \(own.count) 条", id: state.rawValue, isFlush: true) {
            table(own, caption: "\(state.title)的条款")
          }
        }
      }
    }
  }

  private func table(_ lines: [Line], caption: String) -> HTML {
    DataTable(
      caption,
      [.init("条款"), .init("原文"), .init("操作和页面"), .init("测试"), .init("政策数据")],
      lines.map { line in
        [
          citations(line.clause.cite), HTML(line.clause.text),
          HTML(line.routes.joined(separator: "、")), HTML(line.clause.test ?? ""),
          HTML(
            line.data.prefix(3).joined(separator: "；")
              + (line.data.count > 3 ? "等 \(line.data.count) 处" : "")),
        ]
      }
    ).html
  }
}
