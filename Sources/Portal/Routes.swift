import Accounts
import Applications
import Asking
import Cultivation
import Design
import Desk
import HTML
import HTTP
import JSON
import Policy
import Publication
import Rounds
import Routing
import SQLite
import Vocabulary

/// Every route of the portal, in one table.
func allRoutes(_ rooms: Rooms, origin: Origin?, more: [Route] = []) -> [Route] {
  var routes: [Route] = []
  routes.append(home(rooms))
  routes += rooms.all.flatMap { $0.routes(among: rooms.all) }
  routes.append(.view(DocumentView(texts: rooms.texts)))
  routes += OperatorRoutes(health: rooms.health).routes
  routes += [Assets.route, Assets.icon]
  if rooms.cast != nil {
    routes.append(.standing(Paths.samples, "samples", "界面式样（仅演示）", render: SamplesPage.html))
  }
  routes += more
  routes += rooms.all.flatMap { [routes] in $0.routes(telling: routes, among: rooms.all) }
  routes.append(description(of: routes, rooms.library, origin: origin))
  return routes + [map(of: routes)]
}

private func home(_ rooms: Rooms) -> Route {
  let (library, calendar, isDemo) = (rooms.library, rooms.calendar, rooms.cast != nil)
  let publication = rooms.publication
  let board = rooms.cultivation.board
  let edition: @Sendable (Instant) -> HomePage.Edition = {
    HomePage.Edition(
      library: library.edition(at: $0), gazette: publication.gazette.edition(at: $0),
      board: try? board.edition(at: $0),
      lastYear: calendar.lastYear)
  }
  let parts = Memory<HomePage.Edition, HomeParts>()
  return .standing(
    Paths.home, "home", "首页", made: Memory().made(by: edition),
    render: { now, visit in
      HomePage(
        library: library, calendar: calendar,
        parts: parts.made(for: edition(now)) {
          HomeParts(
            library.shelf(at: now).standing, try? publication.counters(at: now),
            try? HomeNews(publication.gazette, board, at: now), isDemo: isDemo)
        }, now: now, visit: visit
      ).html
    })
}

private func description(of routes: [Route], _ library: Library, origin: Origin?) -> Route {
  .changing(
    Paths.openAPI, "openapi", "接口说明（OpenAPI 3.1）", .json, edition: { library.edition(at: $0) },
    bytes: { now in interface(routes, library.shelf(at: now), origin: origin) })
}

/// Every operation, and the shape of every form in use.
func interface(_ routes: [Route], _ shelf: Shelf, origin: Origin?) -> [UInt8] {
  let schemas = shelf.all.flatMap { package in
    package.forms.flatMap { form in
      [JSON.Member("\(package.id).\(form.id)", form.schema)]
        + (form.id == FormUse.application.rawValue
          ? [JSON.Member("\(package.id).\(form.id).\(Form.corrections)", form.correctionSchema)]
          : [])
        + form.partSchemas.map { JSON.Member("\(package.id).\(form.id).\($0.number)", $0.schema) }
    }
      + [JSON.Member("\(package.id).conditions", package.conditions.schema)]
  }
  return OpenAPI.document(
    routes, version: version, origin: origin, schemas: schemas,
    parameters: AskingRoom.parameters(shelf.standing)
  ).bytes
}

private func map(of routes: [Route]) -> Route {
  .standing(Paths.map, "map", "平台地图") { MapPage(routes: routes).html($1) }
}

extension ErrorNote {
  /// The store's own noes: the page says what happened to what was sent.
  static func explain(_ error: any Error) -> ErrorNote? {
    var note: ErrorNote
    switch error {
    case StoreError.busy, StoreError.closed:
      note = ErrorNote(.unavailable, code: "busy", "现在很忙", "提交的人太多，这次没有保存，请过几秒再试。")
      note.retryAfter = 2
    case StoreError.full:
      note = ErrorNote(
        .unavailable, code: "full", "暂时不能保存", "系统的存储空间不足，这次没有保存。查看不受影响，请稍后再试。")
      note.retryAfter = 60
    case StoreError.held:
      note = ErrorNote(
        .unavailable, code: "held", "暂停办理", "系统的数据正在由管理人员核对，这次没有保存。查看不受影响，请稍后再来。")
      note.retryAfter = 600
    case StoreError.outcomeUnknown:
      note = ErrorNote(
        .unavailable, code: "outcomeUnknown", "不能确定是否已保存",
        "存储设备出了差错。请稍后先看一看结果，再用同一个幂等键重新提交，不会重复。")
      note.retryAfter = 5
    case StoreError.brokenRule:
      note = ErrorNote(.conflict, code: "conflict", "现在不能这样做", "与刚刚发生的变化冲突，这次没有保存，请刷新后再试。")
    default: return nil
    }
    return note
  }
}

package let version = "0.1.0"
