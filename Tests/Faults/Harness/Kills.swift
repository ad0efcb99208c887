import Linux
import TestSupport

/// SIGKILL at random moments under write load (reliability F01).
package enum Kills {
  package struct Outcome: Sendable {
    package var rounds = 0
    package var kept = 0
    package var unsure = 0
    /// The slowest start after a kill: nanoseconds on the clock, and seconds of the process itself.
    package var slowestStart: Int64 = 0
    package var mostWork = 0.0
    package var complaints: [String] = []
  }

  /// A fresh folder every twenty rounds, so that each chain is verified whole and soon.
  package static func run(
    rounds: Int, in folder: String, progress: (Outcome) -> Void = { _ in }
  ) throws -> Outcome {
    var outcome = Outcome()
    var tally = Tally()
    for round in 0..<rounds {
      let data = "\(folder)/kills-\(round / 20)"
      if round % 20 == 0 { tally = Tally() }
      let server = try SlipServer(data)
      if round % 20 > 0 {
        outcome.slowestStart = max(outcome.slowestStart, server.startTime)
        outcome.mostWork = max(outcome.mostWork, try server.program.processorTime)
        outcome.complaints += try server.complaints(about: tally)
      }
      let load = Load(server.port, named: "r\(round)")
      // At a random moment, after as many changes as there come to be until then.
      let most = 1 + Int(Random.number() % 60)
      _ = eventually { load.count >= most }
      pause(milliseconds: Int(Random.number() % 10))
      server.kill()
      tally = load.stop()
      outcome.rounds += 1
      outcome.kept += tally.kept.count
      outcome.unsure += tally.unsure.count
      if round % 20 == 19 || round == rounds - 1 {
        outcome.complaints += try SlipServer(data).complaints(about: tally)
      }
      progress(outcome)
    }
    return outcome
  }
}
