import HTTP
import Linux
import SQLite

/// The figures in Prometheus' text format.
enum Metrics {
  static func text(_ health: Health) -> String {
    var lines: [String] = []
    func figure(_ name: String, _ kind: String, _ help: String, _ values: [(String, String)]) {
      lines.append("# HELP brandpilot_\(name) \(help)")
      lines.append("# TYPE brandpilot_\(name) \(kind)")
      for (labels, value) in values { lines.append("brandpilot_\(name)\(labels) \(value)") }
    }
    func one(_ name: String, _ kind: String, _ help: String, _ value: Int) {
      figure(name, kind, help, [("", "\(value)")])
    }
    one(
      "uptime_seconds", "gauge", "Seconds since the start.",
      Int((Clock.monotonic - health.startedAt) / 1_000_000_000))
    one("ready", "gauge", "1 when the portal can serve.", health.state == .ready ? 1 : 0)
    one("resident_bytes", "gauge", "Memory in use.", Memory.resident)
    if let server = health.server {
      let connections = server.connections
      one("connections_open", "gauge", "Open connections.", connections.open)
      one("connections_accepted_total", "counter", "Connections let in.", connections.accepted)
      one(
        "connections_refused_total", "counter", "Connections over a limit.", connections.turnedAway)
      requests(server.figures, figure)
    }
    one("disk_full", "gauge", "1 while there is no room to save.", health.isFull ? 1 : 0)
    if let room = health.room {
      one("disk_free_bytes", "gauge", "Room left where the data lie.", room)
    }
    if let store = health.store?.figures {
      one(
        "changes_without_room_total", "counter", "Changes that found the disk full.",
        store.withoutRoom)
      one("data_in_doubt", "gauge", "1 while the operator must decide.", store.isHeld ? 1 : 0)
      one("writes_waiting", "gauge", "Changes in the writer's line.", store.waiting)
      one("commits_total", "counter", "Commits, each for all changes that waited.", store.commits)
      one("changes_total", "counter", "Changes made.", store.changes)
      one("changes_refused_total", "counter", "Changes undone by their own refusal.", store.refused)
      one("wal_pages", "gauge", "Pages in the write-ahead log.", store.walPages)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func requests(
    _ figures: [RouteFigures.Key: RouteFigures],
    _ figure: (String, String, String, [(String, String)]) -> Void
  ) {
    let rows = figures.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
    func labels(_ key: RouteFigures.Key, _ more: String = "") -> String {
      "{route=\"\(key.route)\",status=\"\(key.status)\"\(more)}"
    }
    var buckets: [(String, String)] = []
    for (key, value) in rows {
      var sum = 0
      for (bound, count) in zip(RouteFigures.bounds, value.buckets) {
        sum += count
        buckets.append(("_bucket" + labels(key, ",le=\"\(bound)\""), "\(sum)"))
      }
      buckets.append(("_bucket" + labels(key, ",le=\"+Inf\""), "\(value.requests)"))
      buckets.append(("_sum" + labels(key), "\(value.seconds)"))
      buckets.append(("_count" + labels(key), "\(value.requests)"))
    }
    figure("request_seconds", "histogram", "Time from head to answer.", buckets)
    figure(
      "response_bytes_total", "counter", "Bytes of bodies answered.",
      rows.map { (labels($0.key), "\($0.value.bytes)") })
  }
}
