import Design
import HTTP
import Routing
import Vocabulary

/// For whoever keeps the portal running: is it alive, can it work, how is it doing.
struct OperatorRoutes: Sendable {
  let health: Health

  var routes: [Route] {
    [
      .plain(Paths.health.pattern, .everyone, "health", "进程是否活着", .text) { _ in
        .text(.ok, "ok\n")
      },
      .plain(
        Paths.readiness.pattern, .everyone, "readiness", "能否提供服务", .text, others: [.unavailable]
      ) { _ in
        switch health.state {
        case .ready: .text(.ok, "ready\n")
        case .notReady(let reason): .text(.unavailable, "\(reason)\n")
        }
      },
      .plain(Paths.metrics.pattern, .operators, "metrics", "运行指标（Prometheus）", .metrics) { _ in
        Response(.ok, type: .metrics, Array(Metrics.text(health).utf8))
      },
    ]
  }
}
