import Accounts
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// One check as it was kept: what came out, and everything that was known then.
struct CheckedView: View {
  typealias Asked = Nothing

  static let name = "eligibility"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "留存的一次核对"
  static let path = Path<ItemPlace<Owner.EligibilityCheck>>("/eligibility/:check")
  static let audience = DossierView.audience
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object(
    EligibilityCheck.properties + [
      .always("organisation", .text), .always("policy", .text),
      .always("known", .list(Eligibility.Standing.knownSchema)),
    ])

  struct Answer: Sendable {
    let organisation: Organisation
    let check: EligibilityCheck
    let package: Package
    let policy: String
  }

  let store: Store
  let library: Library

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.EligibilityCheck>, for member: Member,
    _ visit: Visit
  ) throws -> Answer {
    let (organisation, check) = try store.read(lane: visit.lane) { database in
      guard let check = try EligibilityChecks.find(place.id, in: database) else {
        throw Refusal.notFound
      }
      let organisation = try Enterprises.find(check.organisation, for: member.seat, in: database)
      try Enterprises.requireProof(organisation, for: member.seat, to: "查看它的档案")
      return (organisation, check)
    }
    guard let package = library.package(check.package) else { throw Refusal.notFound }
    return Answer(
      organisation: organisation, check: check, package: package,
      policy: library.shelf(at: visit.now).name(of: package))
  }

  func json(_ answer: Answer) -> JSON {
    .object(
      answer.check.members + [
        .init("organisation", .string("\(answer.organisation.id)")),
        .init("policy", .string(answer.policy)), .init("known", answer.check.known),
      ])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.EligibilityCheck>,
    for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let check = answer.check
    let table = KnownTable(answer.package.conditions.questions, check.known)
    return Shell(
      "留存的核对", on: visit,
      trail: [("企业档案", DossierView.path.link(ItemPlace(answer.organisation.id)))]
    ).page {
      factList {
        fact("企业", HTML(answer.organisation.name))
        fact("哪一关", HTML(check.gate.title))
        fact("结果", check.mark)
        fact("按哪一天", HTML(check.on.chinese))
        fact("核对单位", HTML(check.unit))
        fact("时间", moment(check.at))
        fact("政策包", HTML("\(answer.package.title)，第 \(answer.package.version) 版"))
        fact("企业档案", HTML(check.edition.map { "第 \($0) 版" } ?? "没有"))
      }
      p(.class("small quiet")) { "这是当时的情况，留存以后不再改变；现在的情况见企业档案。" }
      for condition in answer.package.conditions.all { card(condition, check, table) }
    }
  }

  private func card(
    _ condition: Condition, _ check: EligibilityCheck, _ table: KnownTable
  ) -> HTML {
    let finding = check.findings.array?.first { $0["id"]?.string == condition.id }
    let verdict = finding?["verdict"]?.string.flatMap { Finding.Verdict(rawValue: $0) }
    let isLookedUp = finding?["lookedUp"]?.bool == true
    return section(.class("panel finding")) {
      div(.class("panel-head")) {
        h2 { condition.title }
        if let verdict {
          chip(verdict.words(isLookedUp: isLookedUp), verdict.tone(isLookedUp: isLookedUp))
        }
      }
      p(.class("small quiet")) {
        condition.text
        Design.clause(condition.clause)
      }
      for point in finding?["points"]?.array ?? [] {
        p { Citation.readable(point["reason"]?.string ?? "") }
      }
      table.html(condition)
    }
  }
}
