import HTML
import HTTP
import JSON
import Vocabulary

/// Every route of the portal, found by path and method.
package struct RouteTable: Responder {
  package struct Settings: Sendable {
    package var clock: CivilClock
    package var proxies = Proxies()
    /// `https://host`: what CSRF checks and links in mails use; its host is the one we answer for.
    package var origin: Origin?
    package var bodyLimit = 64 << 10
    /// How an error looks to people; programs get RFC 9457.
    package var errorPage: @Sendable (Visit, ErrorNote) -> HTML
    /// Names errors of rooms that this one does not know, such as the store's.
    package var explain: @Sendable (any Error) -> ErrorNote? = { _ in nil }
    package var report: @Sendable (_ fault: String, _ incident: String) -> Void

    package init(
      clock: CivilClock, errorPage: @escaping @Sendable (Visit, ErrorNote) -> HTML,
      report: @escaping @Sendable (_ fault: String, _ incident: String) -> Void
    ) {
      self.clock = clock
      self.errorPage = errorPage
      self.report = report
    }
  }

  package let routes: [Route]
  private let settings: Settings
  private let tree: RouteTree
  private static let api = Array("/api/v1/".utf8)

  package init(_ routes: [Route], _ settings: Settings) {
    self.routes = routes
    self.settings = settings
    tree = RouteTree(routes)
  }

  package func plan(_ head: RequestHead) -> Plan {
    let face: Visit.Face = head.path.starts(with: Self.api) ? .json : .page
    let visit = Visit(
      head: head, face: face, client: settings.proxies.client(of: head), now: settings.clock.now)
    if let refusal = refuseHost(visit) { return .answer(refusal) }
    if head.path.elementsEqual("*".utf8) { return .answer(options("GET, HEAD, POST, OPTIONS")) }
    guard let found = tree.find(head.path, face) else { return lost(visit) }
    let method: HTTP.Method = head.method == .head ? .get : head.method
    if method == .options { return .answer(options(found.allow)) }
    guard let route = found.routes[method] else {
      var note = ErrorNote(
        .methodNotAllowed, code: "method", "不能这样访问", "这个地址不支持 \(method.rawValue)。")
      note.allow = found.allow
      return .answer(error(visit, note))
    }
    if method == .post, let note = crossSite(visit) { return .answer(error(visit, note)) }
    let table = Route.Table(
      errors: error, explain: settings.explain, bodyLimit: settings.bodyLimit)
    return route.handle(visit, found.segments, table)
  }

  // MARK: - Doors

  private func refuseHost(_ visit: Visit) -> Response? {
    guard let origin = settings.origin, !(visit.head.isHTTP10 && visit.head.host.name.isEmpty),
      visit.head.host.name != origin.host
    else { return nil }
    return error(
      visit, ErrorNote(.misdirectedRequest, code: "host", "网址不对", "本系统不在这个网址上提供服务。"))
  }

  /// Reliability §7: a change may only come from our own pages, or from a program that is no browser.
  private func crossSite(_ visit: Visit) -> ErrorNote? {
    let fields = visit.head.fields
    let isOurs: Bool
    if let site = fields.text("sec-fetch-site") {
      isOurs = site == "same-origin" || site == "none"
    } else if let origin = fields.text("origin") {
      isOurs = Origin(origin) == settings.origin ?? Origin(of: visit.head)
    } else {
      isOurs = fields["cookie"] == nil
    }
    return isOurs ? nil : ErrorNote(.forbidden, code: "crossSite", "来源不对", "这个请求不是从本系统的页面发出的。")
  }

  /// A slash too many at the end is forgiven; anything else is not here.
  private func lost(_ visit: Visit) -> Plan {
    let path = visit.head.path
    if visit.head.isRead, path.count > 1, path.last == UInt8(ascii: "/"),
      tree.find(path.dropLast(), visit.face) != nil,
      let address = Address(site: String(decoding: path.dropLast(), as: UTF8.self))
    {
      var response = Response(.permanentRedirect)
      response.fields.add("Location", address.text)
      return .answer(response)
    }
    return .answer(error(visit, ErrorNote(Vocabulary.Refusal.notFound)))
  }

  private func options(_ allow: String) -> Response {
    var response = Response(.noContent)
    response.fields.add("Allow", allow)
    return response
  }

  @Sendable private func error(_ visit: Visit, _ note: ErrorNote) -> Response {
    if let fault = note.fault { settings.report(fault, visit.head.idText) }
    var response =
      visit.face == .json
      ? Response(note.status, type: .problem, note.problem(for: visit).bytes)
      : Route.page(note.status, settings.errorPage(visit, note))
    if let seconds = note.retryAfter { response.fields.add("Retry-After", "\(seconds)") }
    if let allow = note.allow { response.fields.add("Allow", allow) }
    response.fields.add("Cache-Control", "no-store")
    return response
  }
}

/// Scheme, host and port of a site.
package struct Origin: Sendable, Equatable {
  package let text: String
  package let host: String
  package var isSecure: Bool { text.hasPrefix("https://") }

  package init?(_ text: String) {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let authority = Array(text.utf8.dropFirst(scheme.utf8.count))
      guard let host = Host(authority: authority[...]) else { return nil }
      self.text = text.lowercased()
      self.host = host.name
      return
    }
    return nil
  }

  init?(of head: RequestHead) {
    let port = head.host.port.map { ":\($0)" } ?? ""
    self.init("http://\(head.host.name)\(port)")
  }
}
