import Linux
import Synchronization
import TestSupport

/// What a load knows of the changes it asked for.
package struct Tally: Sendable {
  package var kept: [String] = []
  package var unsure: [String] = []
  package var refused: [String] = []

  package init(kept: [String] = [], unsure: [String] = [], refused: [String] = []) {
    self.kept = kept
    self.unsure = unsure
    self.refused = refused
  }
}

/// Several connections that keep slips as fast as they are answered, until stopped or cut off.
package final class Load: Sendable {
  private struct State {
    var tally = Tally()
    var running: Int
    var isStopped = false
  }

  private let state: Mutex<State>

  package init(_ port: Int, named name: String, threads: Int = 4) {
    state = Mutex(State(running: threads))
    for thread in 0..<threads {
      Thread.start("load") { [self] in
        run(port, "\(name)-\(thread)")
        state.withLock { $0.running -= 1 }
      }
    }
  }

  private func run(_ port: Int, _ name: String) {
    guard let wire = try? Wire(port) else { return }
    var number = 0
    while state.withLock({ !$0.isStopped }) {
      number += 1
      let key = "\(name)-\(number)"
      let text = String(repeating: "品牌", count: number % 200 + 1)
      let outcome = wire.keep(key, text)
      state.withLock { state in
        switch outcome {
        case .yes: state.tally.kept.append(key)
        case .no: state.tally.refused.append(key)
        case .unsure: state.tally.unsure.append(key)
        }
      }
      if wire.isEnded || outcome == .unsure { return }
    }
  }

  /// How many changes have been acknowledged so far.
  package var count: Int { state.withLock { $0.tally.kept.count } }

  /// Everything known at this moment, while it goes on: what is not acknowledged yet is unsure.
  package var tally: Tally { state.withLock { $0.tally } }

  package func stop() -> Tally {
    state.withLock { $0.isStopped = true }
    while state.withLock({ $0.running > 0 }) { pause(milliseconds: 5) }
    return tally
  }
}

extension SlipServer {
  /// Every acknowledged change is there, every other whole or absent, and asking again for an unsure
  /// one has exactly one effect; then the chain. Empty when all of it holds.
  package func complaints(about tally: Tally) throws -> [String] {
    let wire = try connect()
    var complaints: [String] = []
    for key in tally.kept where wire.look(for: key) != .whole { complaints.append("lost \(key)") }
    for key in tally.refused where wire.look(for: key) != .absent {
      complaints.append("refused but there \(key)")
    }
    for key in tally.unsure {
      let found = wire.look(for: key)
      if found != .whole && found != .absent { complaints.append("\(found) \(key)") }
      if wire.keep(key, "again") != .yes || wire.look(for: key) != .whole {
        complaints.append("cannot be asked again \(key)")
      }
    }
    return complaints + (verify().map { [$0] } ?? [])
  }
}
