/// How long each state of a connection may last (reliability R67). Seconds come from Limits.
extension Connection {
  enum Verdict: Equatable {
    case fine
    case close
    case refuse(Status)
  }

  func verdict(at now: Int64, _ limits: Limits) -> Verdict {
    let age = seconds(from: since, to: now)
    if hasOutput {
      return seconds(from: lastProgress, to: now) > limits.writeStall ? .close : .fine
    }
    switch state {
    case .head:
      let isWaiting = !isFirstRequest && !scanner.hasBegun
      if isWaiting { return age > limits.idle ? .close : .fine }
      if age <= limits.headTime { return .fine }
      return scanner.hasBegun ? .refuse(.requestTimeout) : .close
    case .body(let reader, _, _):
      return rate(reader, age, limits) ? .fine : .refuse(.requestTimeout)
    case .discard(let reader): return rate(reader, age, limits) ? .fine : .close
    case .busy: return age > limits.handler ? .refuse(.unavailable) : .fine
    case .lingering: return age > 2 ? .close : .fine
    case .closed: return .fine
    }
  }

  /// After the grace a body must have come at least at the least rate.
  private func rate(_ reader: BodyReader, _ age: Double, _ limits: Limits) -> Bool {
    age <= limits.bodyGrace
      || Double(reader.received) >= (age - limits.bodyGrace) * limits.bodyRate
  }

  private func seconds(from start: Int64, to end: Int64) -> Double { Double(end - start) / 1e9 }
}
