import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The expert pool, and who asks to be taken in.
struct PoolView: View {
  typealias Asked = Nothing

  static let name = "experts"
  static let summary = "专家库"
  static let path = Path<Nowhere>("/experts")
  static let audience = Audience.members(
    .panelSecretary, .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor,
    .auditor)
  static let clause: String? = "001 二（五）第一句"
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("name", .text), .always("specialities", .list(.text)),
          .always("industries", .list(.text)), .always("since", .instant),
        ]))),
    .always(
      "applications",
      .list(
        .object([
          .always("id", .text), .always("name", .text), .always("state", .text),
          .always("at", .instant), .always("href", .text), .always("acts", Begun.schema),
        ]))),
  ])

  struct Answer: Sendable {
    let experts: [Expert]
    let waiting: [(application: ExpertApplication, acts: [Begun])]
    let form: ExpertForm?
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      Answer(
        experts: try Pool.all(in: database),
        // Who asks to be taken in is the bureau's matter.
        waiting: member.seat.kind == .thirdParty
          ? []
          : try ExpertApplications.waiting(in: database).map {
            ($0, ExpertApplicationView.acts($0, member))
          },
        form: try? ExpertForm(desk.library, at: visit.now))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        answer.experts.map { expert in
          [
            "id": .string("\(expert.person)"), "name": .string(expert.name),
            "specialities": .array(expert.fields.specialities.map { .string($0) }),
            "industries": .array(expert.fields.industries.map { .string($0) }),
            "since": .string("\(expert.since)"),
          ]
        }),
      "applications": .array(
        answer.waiting.map { one, acts in
          [
            "id": .string("\(one.id)"), "name": .string(one.personName),
            "state": .string(one.state.rawValue), "at": .string("\(one.at)"),
            "href": .string(
              "/api/v1" + ExpertApplicationView.path.link(ItemPlace(one.id)).text),
            "acts": .array(acts.map(\.json)),
          ]
        }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    func words(_ question: String, _ words: [String]) -> HTML {
      HTML(words.map { answer.form?.label(question, $0) ?? $0 }.joined(separator: "、"))
    }
    return Shell(Self.summary, on: visit).page {
      if !answer.waiting.isEmpty {
        DataTable(
          "申请进入专家库的", [.init("姓名"), .init("申请时间"), .init("情况")],
          answer.waiting.map(\.application).map { one in
            [
              a(.href(ExpertApplicationView.path.link(ItemPlace(one.id)))) { one.personName },
              moment(one.at), HTML(one.state.title),
            ]
          }
        ).html
      }
      if answer.experts.isEmpty {
        emptyState("专家库里还没有人", "任何人登录以后都可以自己申请，由市局核对、决定。")
      } else {
        DataTable(
          "专家（\(answer.experts.count) 人）",
          [.init("姓名"), .init("专长"), .init("熟悉的行业"), .init("入库")],
          answer.experts.map { expert in
            [
              HTML(expert.name), words("specialities", expert.fields.specialities),
              words("industries", expert.fields.industries), moment(expert.since),
            ]
          }
        ).html
      }
    }
  }
}
