/// How long each state of a connection may last (reliability R67). Seconds come from Limits.
extension Connection {
  enum Verdict: Equatable {
    case fine
    case close
    case refuse(Status)
  }

  func verdict(at now: Int64, _ limits: Limits) -> Verdict {
    if hasOutput, seconds(from: lastSent, to: now) > limits.writeStall { return .close }
    let age = seconds(from: since, to: now)
    switch state {
    case .head: return verdictOnHead(age, limits)
    case .body(let reader, _, .handler):
      return keepsUp(reader, at: now, limits) ? .fine : .refuse(.requestTimeout)
    case .body(let reader, _, .intake):
      let keepsUp = keepsUp(reader, at: now, grace: limits.uploadGrace, rate: limits.uploadRate)
      return keepsUp ? .fine : .refuse(.requestTimeout)
    case .discard(let reader):
      // While an answer goes out, the rest of the body is not read at all.
      return hasOutput || keepsUp(reader, at: now, limits) ? .fine : .close
    case .busy: return age > limits.handler ? .refuse(.unavailable) : .fine
    case .lingering: return age > 2 && !hasOutput ? .close : .fine
    case .closed: return .fine
    }
  }

  private func verdictOnHead(_ age: Double, _ limits: Limits) -> Verdict {
    let isWaiting = !isFirstRequest && !scanner.hasBegun
    if isWaiting { return age > limits.idle && !hasOutput ? .close : .fine }
    if age <= limits.headTime { return .fine }
    // Whoever does not take the last answer gets no further one.
    return scanner.hasBegun && !hasOutput ? .refuse(.requestTimeout) : .close
  }

  /// In each stretch as long as the grace a body must come at the least rate: what came quickly
  /// at first is no credit for hours of silence.
  private func keepsUp(_ reader: BodyReader, at now: Int64, _ limits: Limits) -> Bool {
    keepsUp(reader, at: now, grace: limits.bodyGrace, rate: limits.bodyRate)
  }

  private func keepsUp(
    _ reader: BodyReader, at now: Int64, grace: Double, rate: Double
  ) -> Bool {
    guard let stretch else {
      stretch = (since, 0)
      return true
    }
    let length = seconds(from: stretch.start, to: now)
    guard length > grace else { return true }
    let enough = Double(reader.received - stretch.received) >= rate * grace
    self.stretch = (now, reader.received)
    return enough
  }

  private func seconds(from start: Int64, to end: Int64) -> Double { Double(end - start) / 1e9 }
}
