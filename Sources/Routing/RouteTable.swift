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
    /// Where files wait; without it no route takes any.
    package var uploads: UploadRules?
    /// What each sender may send in them.
    package var meter = UploadMeter()
    package var doors = Doors()
    /// The real clock, in milliseconds since 1970.
    package var wall: @Sendable () -> Int64
    /// How an error looks to people; programs get RFC 9457.
    package var errorPage: @Sendable (Visit, ErrorNote) -> HTML
    /// Names errors of rooms that this one does not know, such as the store's.
    package var explain: @Sendable (any Error) -> ErrorNote? = { _ in nil }
    package var report: @Sendable (_ fault: String, _ incident: String) -> Void

    package init(
      clock: CivilClock, wall: @escaping @Sendable () -> Int64,
      errorPage: @escaping @Sendable (Visit, ErrorNote) -> HTML,
      report: @escaping @Sendable (_ fault: String, _ incident: String) -> Void
    ) {
      self.clock = clock
      self.wall = wall
      self.errorPage = errorPage
      self.report = report
    }
  }

  package let routes: [Route]
  private let settings: Settings
  private let tree: RouteTree
  /// What every route is given: put together once, not for each request.
  private let table: Route.Table

  package init(_ routes: [Route], _ settings: Settings) {
    self.routes = routes
    self.settings = settings
    tree = RouteTree(routes)
    table = Route.Table(
      errors: { [tree] in Self.error($0, $1, settings, tree) }, explain: settings.explain,
      doors: settings.doors,
      bodyLimit: settings.bodyLimit, uploads: settings.uploads, meter: settings.meter)
  }

  package func plan(_ head: RequestHead) -> Plan {
    let visit = visit(head)
    if let refusal = refuseHost(visit) { return .answer(refusal) }
    if head.path.elementsEqual("*".utf8) { return .answer(options("GET, HEAD, POST, OPTIONS")) }
    guard let found = tree.find(head.path, visit.face) else { return lost(visit) }
    let method: HTTP.Method = head.method == .head ? .get : head.method
    if method == .options { return .answer(options(found.allow)) }
    guard let route = found.routes[method] else {
      var note = ErrorNote(
        .methodNotAllowed, code: "method", "不能这样访问", "这个地址不支持 \(method.rawValue)。")
      note.allow = found.allow
      return .answer(error(visit, note))
    }
    if method == .post, let note = crossSite(visit) { return .answer(error(visit, note)) }
    return route.handle(visit, found.segments, table)
  }

  /// The server's own noes, in the face the reader expects.
  package func refusal(_ status: Status, _ head: RequestHead) -> Response {
    var note = ErrorNote(
      status, code: "http\(status.code)", "不能处理这个请求", ServerRefusal.sentence(status))
    if status == .unavailable { note.retryAfter = 5 }
    return error(visit(head), note)
  }

  private func visit(_ head: RequestHead) -> Visit {
    let isAPI = head.path.starts(with: "/api/".utf8) || head.path.elementsEqual("/api".utf8)
    var visit = Visit(
      head: head, face: isAPI ? .json : .page, client: settings.proxies.client(of: head),
      wasForwarded: settings.proxies.brought(head),
      isSecure: settings.origin?.isSecure ?? settings.proxies.isSecure(head),
      now: settings.clock.now, wall: Instant(milliseconds: settings.wall()))
    if !isAPI, !head.query.isEmpty, let word = try? Form(urlEncoded: head.query)[DoneMark.word] {
      let mark = DoneMark(word)
      visit.doneMark = mark
      // Nobody need be signed in to read what this very browser did.
      if mark.isOf(visit.formKey) { visit.done = settings.doors.told(nil, mark, visit) }
    }
    return visit
  }

  // MARK: - Doors

  private func refuseHost(_ visit: Visit) -> Response? {
    let name = visit.head.host.name
    guard let origin = settings.origin, !(visit.head.isHTTP10 && name.isEmpty),
      name != origin.host
    else { return nil }
    // Checks and figures are asked for on the machine itself, by its own address.
    if visit.isLocal, ["localhost", "127.0.0.1", "[::1]"].contains(name) { return nil }
    return error(
      visit, ErrorNote(.misdirectedRequest, code: "host", "网址不对", "本系统不在这个网址上提供服务。"))
  }

  /// Reliability §7: a change may only come from our own pages, or from a program that is no browser.
  private func crossSite(_ visit: Visit) -> ErrorNote? {
    let fields = visit.head.fields
    let isOurs: Bool
    let deciding: [StaticString] = ["sec-fetch-site", "origin", "authorization"]
    if deciding.contains(where: fields.isRepeated) {
      isOurs = false
    } else if let site = fields.text("sec-fetch-site") {
      isOurs = site == "same-origin" || site == "none"
    } else if let origin = fields.text("origin") {
      let isSecure = settings.proxies.isSecure(visit.head)
      isOurs = Origin(origin) == settings.origin ?? Origin(of: visit.head, isSecure: isSecure)
    } else {
      // A browser that says nothing of where it comes from brings cookies; a program does not, or
      // shows a bearer, which no other site can make a browser send.
      isOurs = fields["cookie"] == nil || fields["authorization"] != nil
    }
    return isOurs ? nil : ErrorNote(.forbidden, code: "crossSite", "来源不对", "这个请求不是从本系统的页面发出的。")
  }

  /// A slash too many at the end is forgiven; anything else is not here.
  private func lost(_ visit: Visit) -> Plan {
    let path = visit.head.path
    if visit.head.isRead, path.count > 1, path.last == UInt8(ascii: "/"),
      tree.find(path.dropLast(), visit.face) != nil,
      let address = Address(site: redirected(path.dropLast(), visit.head.query))
    {
      var response = Response(.permanentRedirect)
      response.fields.add("Location", address.text)
      return .answer(response)
    }
    return .answer(error(visit, ErrorNote(Vocabulary.Refusal.notFound)))
  }

  private func redirected(_ path: ArraySlice<UInt8>, _ query: ArraySlice<UInt8>) -> String {
    let mark = query.isEmpty ? "" : "?"
    return String(decoding: path, as: UTF8.self) + mark + String(decoding: query, as: UTF8.self)
  }

  private func options(_ allow: String) -> Response {
    var response = Response(.noContent)
    response.fields.add("Allow", allow)
    return response
  }

  private func error(_ visit: Visit, _ note: ErrorNote) -> Response {
    table.errors(visit, note)
  }

  private static func error(
    _ visit: Visit, _ note: ErrorNote, _ settings: Settings, _ tree: RouteTree
  ) -> Response {
    if let fault = note.fault { settings.report(fault, visit.head.idText) }
    if visit.face == .page, let address = elsewhere(visit, note, settings.doors, tree) {
      var response = Response.seeOther(address)
      response.fields.add("Cache-Control", "no-store")
      return response
    }
    var note = note
    if note.code == Vocabulary.Refusal.confirmationCode {
      note.acts = settings.doors.confirmation.offered.map { [$0] } ?? []
    }
    var response =
      visit.face == .json
      ? Response(note.status, type: .problem, note.problem(for: visit).bytes)
      : Route.page(note.status, settings.errorPage(visit.recognised(settings.doors), note))
    if let seconds = note.retryAfter { response.fields.add("Retry-After", "\(seconds)") }
    if let allow = note.allow { response.fields.add("Allow", allow) }
    response.fields.add("Cache-Control", "no-store")
    return response
  }
}

extension RouteTable {
  /// Where a page's no is answered by leading on.
  private static func elsewhere(
    _ visit: Visit, _ note: ErrorNote, _ doors: Doors, _ tree: RouteTree
  ) -> String? {
    switch note.code {
    case Vocabulary.Refusal.notSignedIn.code:
      // Whoever sent a form comes back to it, where it has a page.
      doors.signIn(
        visit.isRead
          ? visit.target
          : tree.find(visit.head.path, .page)?.routes[.get] == nil
            ? nil : Address(site: visit.path)?.going(on: visit.list).text
      ).text
    case Vocabulary.Refusal.mustEnrol.code: doors.duty(.secondFactor).text
    case Vocabulary.Refusal.mustChangePassword.code: doors.duty(.newPassword).text
    default: nil
    }
  }
}

/// Scheme, host and port of a site.
package struct Origin: Sendable, Equatable {
  package let text: String
  package let host: String
  package var isSecure: Bool { text.hasPrefix("https://") }

  package init?(_ text: String) {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let text = text.hasSuffix("/") ? String(text.dropLast()) : text
      let authority = Array(text.utf8.dropFirst(scheme.utf8.count))
      guard let host = Host(authority: authority[...]) else { return nil }
      self.text = text.lowercased()
      self.host = host.name
      return
    }
    return nil
  }

  init?(of head: RequestHead, isSecure: Bool) {
    let port = head.host.port.map { ":\($0)" } ?? ""
    self.init("\(isSecure ? "https" : "http")://\(head.host.name)\(port)")
  }
}
