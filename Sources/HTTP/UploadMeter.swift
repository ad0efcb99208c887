import Synchronization

/// What each sender may send in files, paid for before the first byte of them is read: so many
/// uploads under way at a time, so many uploads and so many bytes in an hour. In memory: a restart
/// forgives.
package final class UploadMeter: Sendable {
  package struct Rules: Sendable {
    package var running = 3
    package var perHour = 60
    package var bytesPerHour = 600 << 20

    package init() {}
  }

  package enum Refusal: Error, Equatable {
    case tooManyRunning
    /// Seconds until the oldest hour is over.
    case spent(retryAfter: Int)
  }

  private struct Account {
    var running = 0
    var uploads = 0
    var bytes = 0
    /// When its hour began.
    var since: Int64
  }

  private let rules: Rules
  private let accounts = Mutex<[String: Account]>([:])
  private static let hour: Int64 = 3_600_000
  /// So many senders are remembered before those whose hour is over are forgotten.
  private static let most = 10_000

  package init(_ rules: Rules = Rules()) { self.rules = rules }

  /// Reserves what is announced, or, where nothing is, all that the sender has left up to `most`.
  /// - Parameters:
  ///   - isPiece: of an upload that is counted elsewhere; its bytes and its running are counted here.
  ///   - now: in milliseconds of whatever clock the caller goes by.
  package func begin(
    _ sender: String, announced: Int?, most: Int, isPiece: Bool = false, at now: Int64
  ) throws(Refusal) -> UploadLease {
    let verdict: Result<Int, Refusal> = accounts.withLock { accounts in
      if accounts.count >= Self.most {
        accounts = accounts.filter { $0.value.running > 0 || now - $0.value.since < Self.hour }
      }
      var account = accounts[sender] ?? Account(since: now)
      // Also where the clock was set back: nobody waits for it to come round again.
      if now - account.since >= Self.hour || now < account.since {
        account = Account(running: account.running, since: now)
      }
      guard account.running < rules.running else { return .failure(.tooManyRunning) }
      let left = rules.bytesPerHour - account.bytes
      guard isPiece || account.uploads < rules.perHour, left > 0, announced ?? 0 <= left else {
        return .failure(.spent(retryAfter: Int((account.since + Self.hour - now + 999) / 1000)))
      }
      let reserved = announced ?? min(most, left)
      account.running += 1
      if !isPiece { account.uploads += 1 }
      account.bytes += reserved
      accounts[sender] = account
      return .success(reserved)
    }
    return UploadLease(self, sender, reserved: try verdict.get(), at: now)
  }

  /// What did not come is given back.
  fileprivate func end(_ sender: String, begun: Int64, unused: Int) {
    accounts.withLock { accounts in
      guard var account = accounts[sender] else { return }
      account.running -= 1
      // Its hour may be over, and another begun.
      if account.since <= begun { account.bytes -= unused }
      accounts[sender] = account
    }
  }
}

/// One upload under way. It ends when it is answered, or when its connection goes.
package final class UploadLease: Sendable {
  /// The most bytes that may come.
  package let reserved: Int
  private let meter: UploadMeter
  private let sender: String
  private let begun: Int64
  private let state = Mutex((received: 0, isOver: false))

  fileprivate init(_ meter: UploadMeter, _ sender: String, reserved: Int, at now: Int64) {
    self.meter = meter
    self.sender = sender
    self.reserved = reserved
    begun = now
  }

  deinit { end() }

  func count(_ bytes: Int) { state.withLock { $0.received += bytes } }

  package func end() {
    let received: Int? = state.withLock { state in
      if state.isOver { return nil }
      state.isOver = true
      return state.received
    }
    guard let received else { return }
    meter.end(sender, begun: begun, unused: max(0, reserved - received))
  }
}
