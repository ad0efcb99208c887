import Foundation
import Synchronization

/// What several tests share, and the end of the run has to clear away.
package enum AtEnd {
  private static let jobs: Mutex<[@Sendable () -> Void]> = {
    atexit { AtEnd.run() }
    return Mutex([])
  }()

  package static func run(_ job: @escaping @Sendable () -> Void) {
    jobs.withLock { $0.append(job) }
  }

  private static func run() {
    let all = jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
    for job in all.reversed() { job() }
  }
}
