import Design
import HTML
import HTTP
import Routing
import Vocabulary

/// The map of rooms, drawn from the route table itself: what is not here does not exist.
struct MapPage: Sendable {
  let routes: [Route]

  func html(_ visit: Visit?) -> HTML {
    Shell("平台地图", on: visit, current: Paths.map.link).page {
      p(.class("lead")) { "平台现有的全部地址。页面给人看，接口给程序用，两者做的是同一件事。" }
      DataTable(
        "全部地址", [.init("用途"), .init("页面"), .init("接口"), .init("使用人")],
        routes.filter(isShown).map { row($0, for: visit?.caller) }
      ).html
      p {
        "接口的完整说明见 "
        a(.href(Paths.openAPI.link)) { "openapi.json" }
        "（OpenAPI 3.1）。"
      }
    }
  }

  private func isShown(_ route: Route) -> Bool {
    route.operation.mediaType != nil || route.operation.schema != nil
  }

  /// A link where it leads somewhere for this reader.
  private func row(_ route: Route, for caller: Caller?) -> [HTML] {
    let path = "\(route.pattern)"
    let who = route.admission.who
    let isOpen = caller.map(who.admits) ?? (who == .everyone)
    let isRead = route.method == .get && !path.contains(":") && isOpen
    let page = Address(site: path).map { address in
      isRead ? a(.href(address)) { path } : code { "\(route.method.rawValue) \(path)" }
    }
    return [
      HTML(route.operation.summary),
      route.faces.contains(.page) ? page ?? HTML() : HTML("无"),
      route.faces.contains(.json)
        ? code { "\(route.method.rawValue) /api/v1\(path)" } : HTML("无"),
      HTML(audience(route.admission)),
    ]
  }

  private func audience(_ admission: Admission) -> String {
    switch admission.who {
    case .everyone: "任何人"
    case .operators: "本机的运行人员"
    case .arriving, .signedIn: "登录的人"
    case .members(let roles):
      Role.allCases.filter(roles.contains).map(\.title).joined(separator: "、")
    }
  }
}
