/// What a loop notes of each request: a line for the log and figures for the operator. Kept on the
/// loop and handed over a few times a second, so that no request waits for it.
struct Ledger {
  private(set) var log: [UInt8] = []
  private var figures: [RouteFigures.Key: RouteFigures] = [:]

  mutating func record(
    _ response: Response, _ head: RequestHead?, nanoseconds: Int64, at stamp: [UInt8]?
  ) {
    let key = RouteFigures.Key(route: response.route, status: response.status.code)
    figures[key, default: RouteFigures()].add(nanoseconds, bytes: response.length)
    if let stamp { write(response, head, nanoseconds, stamp) }
  }

  mutating func hand(to site: Site) {
    if !log.isEmpty {
      site.log?.append(log)
      log.removeAll(keepingCapacity: log.capacity <= 64 << 10)
    }
    if !figures.isEmpty {
      site.figures.add(figures)
      figures.removeAll(keepingCapacity: true)
    }
  }

  /// One JSON line: which route, never which path, address or person (reliability R93).
  private mutating func write(
    _ response: Response, _ head: RequestHead?, _ nanoseconds: Int64, _ stamp: [UInt8]
  ) {
    log += "{\"at\":\"".utf8
    log += stamp
    log += "\",\"id\":\"".utf8
    log += (head?.idText ?? "-").utf8
    log += "\",\"method\":\"".utf8
    log += (head?.method.rawValue ?? "-").utf8
    log += "\",\"route\":\"".utf8
    let route = response.route
    unsafe log += UnsafeBufferPointer(start: route.utf8Start, count: route.utf8CodeUnitCount)
    log += "\",\"status\":".utf8
    ResponseWriter.number(response.status.code, &log)
    log += ",\"bytes\":".utf8
    ResponseWriter.number(response.length, &log)
    log += ",\"us\":".utf8
    ResponseWriter.number(Int(max(0, nanoseconds) / 1000), &log)
    log += "}\n".utf8
  }
}
