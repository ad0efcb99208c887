import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// What lies in the folder of packages, and what of it has been taken in.
struct PoliciesView: View {
  typealias Asked = Nothing

  static let name = "policies"
  static let refuses: Set<Refusal.Kind> = [.unavailable]
  static let summary = "政策包：已启用的和可以启用的"
  static let path = Path<Nowhere>("/policies")
  static let audience = Audience.members(
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .sometimes("title", .text), .sometimes("version", .text),
          .sometimes("hash", .text), .always("state", .oneOf(["inUse", "offered", "flawed"])),
          .sometimes("changes", .list(.text)), .sometimes("warnings", .list(.text)),
          .always("acts", .offers), .always("blocked", .blocks),
          .always(
            "flaws",
            .list(
              .object([
                .always("file", .text), .always("place", .text), .always("what", .text),
                .always("remedy", .text),
              ]))),
        ])))
  ])

  struct Item: Sendable {
    let id: String
    let package: Package?
    /// On the shelf.
    var name: String { package?.edition ?? id }
    let isInUse: Bool
    let flaws: [Flaw]
    /// What it says otherwise than the edition in use; nil where there is none of that name.
    var changes: [String]?
    var before: Package?
    /// This reader may take it in as it is.
    var mayAdopt = false
    /// Why somebody who takes packages in cannot take in this one.
    var no: Refusal?
  }

  let library: Library
  let folder: PackageFolder

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) async throws -> [Item] {
    let current = library.shelf(at: visit.now).all
    let mayAdopt = member.seat.roles.contains(.municipalAdministrator)
    var items = current.map {
      Item(
        id: $0.id, package: $0, isInUse: true, flaws: [],
        no: mayAdopt ? AdoptPackage.adoptedAlready : nil)
    }
    for found in try await folder.offers() {
      switch found.offer {
      case .success(let offer)
      where !current.contains { $0.hash == offer.package.hash }:
        let before = current.first { $0.id == offer.package.id }
        items.append(
          Item(
            id: found.name, package: offer.package, isInUse: false, flaws: [],
            changes: before.map { offer.package.changes(since: $0) }, before: before,
            mayAdopt: mayAdopt))
      case .success: break
      case .failure(let flaws):
        items.append(
          Item(
            id: found.name, package: nil, isInUse: false, flaws: flaws.all,
            no: mayAdopt
              ? Refusal(.conflict, code: "flawed", "这个政策包有 \(flaws.all.count) 处错误，改好才能启用。") : nil))
      }
    }
    return items
  }

  func json(_ items: [Item]) -> JSON {
    let all = items.map { item -> JSON in
      var members: [JSON.Member] = [.init("id", .string(item.id))]
      if let package = item.package {
        members += [
          .init("title", .string(package.title)), .init("version", .string(package.version)),
          .init("hash", .string(package.fingerprint)),
        ]
      }
      let state = item.isInUse ? "inUse" : item.package == nil ? "flawed" : "offered"
      members.append(.init("state", .string(state)))
      if let changes = item.changes {
        members.append(.init("changes", .array(changes.map { .string($0) })))
      }
      if let package = item.package, !item.isInUse {
        members.append(.init("warnings", .array(package.warnings.map { .string("\($0)") })))
      }
      let flaws = item.flaws.map { flaw -> JSON in
        [
          "file": .string(flaw.file), "place": .string(flaw.place), "what": .string(flaw.what),
          "remedy": .string(flaw.remedy),
        ]
      }
      members.append(.init("flaws", .array(flaws)))
      members.append(
        .init(
          "acts",
          .array(
            item.mayAdopt ? [AdoptPackage.offered(.init("package", .string(item.id)))] : [])))
      members.append(
        .init("blocked", .array(item.no.map { [$0.blocking(AdoptPackage.name)] } ?? [])))
      return .object(members)
    }
    return ["items": .array(all)]
  }

  func page(
    _ sheet: Sheet, _ items: [Item]?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell("政策包", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p { "一年的通知写成一个政策包：条件、表格、评分表、文书和期限。启用以后，新的批次可以用它；已经开放的批次不受影响。" }
      p(.class("small quiet")) { "由运行人员把政策包放进数据文件夹的 Forms 里，这里检查并启用，不用升级程序。" }
      for item in items ?? [] { card(item, visit) }
    }
  }

  /// Before the button: what everyone will go by from then on.
  @HTMLBuilder private func whatIsNew(_ item: Item) -> HTML {
    if let before = item.before, let changes = item.changes {
      h3 { "与已启用的第 \(before.version) 版相比" }
      ul {
        for change in changes.prefix(Self.most) { li { change } }
        if changes.count > Self.most { li { "另有 \(changes.count - Self.most) 处" } }
        if changes.isEmpty { li { "内容没有不同，只是文件的写法变了" } }
      }
    } else {
      p { "第一次启用，没有可以比较的版本。" }
    }
    for warning in item.package?.warnings ?? [] { note(.warn) { p { "\(warning)" } } }
  }

  private static let most = 60

  private func card(_ item: Item, _ visit: Visit) -> HTML {
    section(.class("panel")) {
      h2 {
        item.package?.title ?? item.id
        " "
        item.isInUse
          ? chip("已启用", .good)
          : item.flaws.isEmpty ? chip("可以启用", .warn) : chip("有错，不能启用", .wrong)
      }
      if let package = item.package {
        p { "\(package.id) 第 \(package.version) 版，\(package.notice)" }
        p(.class("quiet")) {
          "指纹 "
          code { package.fingerprint }
        }
      }
      for flaw in item.flaws { p { "\(flaw)" } }
      if !item.isInUse, item.flaws.isEmpty { whatIsNew(item) }
      if item.isInUse {
        p {
          a(.href(Paths.forms.link(Nowhere(), query: [("policy", item.name)]))) { "看它的表格和文书" }
        }
      } else if item.mayAdopt {
        postForm(
          AdoptPackage.path.link, on: visit, button: "启用", look: .plain,
          held: [("package", item.id)])
      }
    }
  }
}
