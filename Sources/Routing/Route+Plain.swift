import Digest
import HTML
import HTTP
import Vocabulary

/// Routes that ask nothing and answer at once on the loop.
extension Route {
  /// A page for everyone that changes with the day at most: rendered once, served from memory.
  package static func standing(
    _ path: Path<Nowhere>, _ name: String, _ summary: String,
    render: @escaping @Sendable (Instant, Visit?) -> HTML
  ) -> Route {
    standing(path, name, summary, made: Memory().made { $0.day }, render: render)
  }

  /// The same for one that changes with something else: rendered once for each edition.
  ///
  /// Whoever is signed in gets the same page under their own header, and whoever has just done something the
  /// word for it, rendered for them alone and kept nowhere.
  ///
  /// - Parameter made: a memory by the edition.
  package static func standing(
    _ path: Path<Nowhere>, _ name: String, _ summary: String,
    made: @escaping @Sendable (Instant, () -> Response) -> Response,
    render: @escaping @Sendable (Instant, Visit?) -> HTML
  ) -> Route {
    plain(path.pattern, .everyone, name, summary, .html, faces: [.page]) { visit in
      if visit.caller != nil || visit.done != nil {
        var response = Response(.ok, type: .html, document(render(visit.now, visit)))
        response.fields.add("Cache-Control", "no-store")
        return response
      }
      return made(visit.now) { page(.ok, render(visit.now, nil)).forEveryone }
    }
  }

  /// A document for programs that changes with something: made once for each edition.
  package static func changing<Edition: Equatable & Sendable>(
    _ path: Path<Nowhere>, _ name: String, _ summary: String, _ type: MediaType,
    edition: @escaping @Sendable (Instant) -> Edition,
    bytes: @escaping @Sendable (Instant) -> [UInt8]
  ) -> Route {
    let memory = Memory<Edition, Response>()
    return plain(path.pattern, .everyone, name, summary, type, others: [.notModified]) { visit in
      memory.made(for: edition(visit.now)) { tagged(type, bytes(visit.now)) }
    }
  }

  /// Files that belong to this build, each under a name that tells its content and may so be kept
  /// for ever.
  package static func assets(
    _ pattern: StaticString, _ files: [(name: String, type: MediaType, bytes: [UInt8])]
  ) -> Route {
    let ready = files.map { file in
      var response = tagged(file.type, file.bytes)
      response.fields.add("Cache-Control", "public, max-age=31536000, immutable")
      response.route = pattern
      return (name: file.name, response: response)
    }
    let operation = Operation(
      name: "asset", summary: "样式与脚本", clause: nil, fields: [], schema: nil, mediaType: nil)
    return Route(
      method: .get, pattern: pattern, faces: [.page], admission: Admission(who: .everyone),
      operation: operation
    ) { visit, segments, table in
      let found = ready.first { $0.name.utf8.elementsEqual(segments[0].utf8) }
      return .answer(found?.response ?? table.errors(visit, ErrorNote(Refusal.notFound)))
    }
  }

  /// A plain document made anew each time it is asked for.
  ///
  /// - Parameter others: the statuses it may have besides the usual ones.
  package static func plain<Actor>(
    _ pattern: StaticString, _ audience: Audience<Actor>, _ name: String, _ summary: String,
    _ type: MediaType, faces: Set<Visit.Face> = [.page], others: Set<Status> = [],
    answer: @escaping @Sendable (Visit) -> Response
  ) -> Route {
    let operation = Operation(
      name: name, summary: summary, clause: nil, fields: [], schema: nil, mediaType: type,
      refuses: others)
    return Route(
      method: .get, pattern: pattern, faces: faces, admission: audience.admission,
      operation: operation
    ) { visit, _, table in
      do {
        _ = try audience.admit(visit, table.doors)
        // Only a page has a header that says who is signed in.
        let isPage = visit.face == .page && type == .html
        let known = isPage ? visit.known(table.doors) : nil
        var response = known.map(answer) ?? answer(visit)
        response.route = pattern
        return .answer(response)
      } catch {
        return .answer(table.errors(visit, ErrorNote(any: error)))
      }
    }
  }

  private static func tagged(_ type: MediaType, _ bytes: [UInt8]) -> Response {
    Response(.ok, type: type, bytes).named
  }
}

extension Response {
  /// With a name for what is in it, so that nobody fetches it twice.
  fileprivate var named: Response {
    var named = self
    named.tag(String(Hex.text(SHA256.hash(body)).prefix(20)))
    return named
  }

  /// A page as whoever is not signed in has it.
  package var forEveryone: Response {
    var page = named
    page.fields.add("Vary", "Cookie")
    return page
  }
}
