import Glibc

/// ClamAV's daemon on this machine: a file goes over in pieces, each behind its length, and a line comes
/// back (INSTREAM, clamd(8)).
package struct Clamd: Sendable, Equatable {
  package enum Verdict: Sendable, Equatable {
    case clean
    /// By which signature.
    case infected(String)
  }

  package enum Trouble: Error, CustomStringConvertible {
    /// It is not there, or went away in the middle.
    case unreachable(String)
    /// It answered, and gave no verdict on this file.
    case refused(String)

    package var description: String {
      switch self {
      case .unreachable(let why): "clamd 连不上：\(why)"
      case .refused(let line): "clamd 没有给出结论：\(line)"
      }
    }
  }

  private enum Place: Sendable, Equatable {
    case file(String)
    case port(String, Int)
  }

  private let place: Place

  /// `unix:/path`, or a port of this machine: what is scanned leaves it by no network.
  package init?(_ text: String) {
    if text.hasPrefix("unix:/"), text.utf8.count <= 112 {
      place = .file(String(text.dropFirst(5)))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[colon...].dropFirst()),
      1...65_535 ~= port,
      let host = ["127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "[::1]": "::1"][
        String(text[..<colon])]
    else { return nil }
    place = .port(host, port)
  }

  /// - Parameter seconds: for each of its answers; a large archive takes it a while.
  package func scan(_ path: String, seconds: Int = 120) throws -> Verdict {
    let file = try Descriptor.open(path, O_RDONLY)
    var talk = try reaching { try dialogue(seconds) }
    do {
      try talk.say(Array("nINSTREAM\n".utf8))
      while let piece = try file.read(upTo: 64 << 10) {
        try talk.say(Self.length(piece.count) + piece)
      }
      try talk.say(Self.length(0))
    } catch {
      // It may have hung up with a reason, as for what is longer than it takes.
      guard let line = try? talk.hear() else { throw Trouble.unreachable("\(error)") }
      throw Trouble.refused(line)
    }
    do {
      return try Self.verdict(try talk.hear())
    } catch let error as SystemError {
      throw Trouble.unreachable("\(error)")
    }
  }

  private func dialogue(_ seconds: Int) throws -> Dialogue {
    switch place {
    case .file(let path): try Dialogue(path: path, seconds: seconds)
    case .port(let host, let port): try Dialogue(host: host, port: port, seconds: seconds)
    }
  }

  private func reaching(_ connect: () throws -> Dialogue) throws -> Dialogue {
    do {
      return try connect()
    } catch {
      throw Trouble.unreachable("\(error)")
    }
  }

  static func verdict(_ line: String) throws -> Verdict {
    guard line.hasPrefix("stream: ") else { throw Trouble.refused(line) }
    let said = line.dropFirst(8)
    if said == "OK" { return .clean }
    guard said.hasSuffix(" FOUND") else { throw Trouble.refused(line) }
    return .infected(String(said.dropLast(6)))
  }

  private static func length(_ count: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
  }
}
