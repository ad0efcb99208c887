/// Takes a body out of the bytes of a connection, by length or by chunks. Pure: bytes in, verdict out.
package struct BodyReader {
  package enum Progress: Equatable {
    case needsMore
    case complete
    case refused(Status)
  }

  private enum State {
    case counted(left: Int)
    case size(ChunkSize)
    case data(left: Int)
    case dataEnd
    case trailers(HeadScanner)
    case done
  }

  package private(set) var body: [UInt8] = []
  package private(set) var received = 0
  private var state: State
  private let limit: Int
  private let limits: Limits
  private let keeps: Bool

  /// A body that is to be thrown away (`keeps: false`) is still read to its end.
  package init(
    _ framing: RequestHead.Framing, limit: Int, limits: Limits, keeps: Bool = true
  ) {
    self.limit = limit
    self.limits = limits
    self.keeps = keeps
    switch framing {
    case .none: state = .done
    case .length(let count): state = count == 0 ? .done : .counted(left: count)
    case .chunked: state = .size(ChunkSize())
    }
  }

  /// What has come since the last time; for bodies that are handed on as they come.
  mutating func takeOut() -> [UInt8] {
    defer { body = [] }
    return body
  }

  /// Consumes what it can from `input`, starting at `at`.
  package mutating func take(_ input: [UInt8], from at: inout Int) -> Progress {
    while true {
      switch state {
      case .done: return .complete
      case .counted(let left):
        guard let left = copy(left, input, &at) else { return .refused(.contentTooLarge) }
        state = left == 0 ? .done : .counted(left: left)
        if left > 0 { return .needsMore }
      case .size(var size):
        switch size.read(input, &at) {
        case .needsMore:
          state = .size(size)
          return .needsMore
        case .refused: return .refused(.badRequest)
        case .last: state = .trailers(.forTrailers())
        case .size(let count): state = .data(left: count)
        }
      case .data(let left):
        guard left <= limit - received else { return .refused(.contentTooLarge) }
        guard let left = copy(left, input, &at) else { return .refused(.contentTooLarge) }
        state = left == 0 ? .dataEnd : .data(left: left)
        if left > 0 { return .needsMore }
      case .dataEnd:
        guard at + 1 < input.count else {
          return at < input.count && input[at] != 0x0D ? .refused(.badRequest) : .needsMore
        }
        guard input[at] == 0x0D, input[at + 1] == 0x0A else { return .refused(.badRequest) }
        at += 2
        state = .size(ChunkSize())
      case .trailers(var scanner):
        let progress = trailers(&scanner, input, &at)
        state = progress == .complete ? .done : .trailers(scanner)
        return progress
      }
    }
  }

  private mutating func copy(_ left: Int, _ input: [UInt8], _ at: inout Int) -> Int? {
    let count = min(left, input.count - at)
    guard count <= limit - received else { return nil }
    if keeps { body += input[at..<(at + count)] }
    received += count
    at += count
    return left - count
  }

  /// Trailers are read to find the end, held to the limits of a head, and thrown away.
  private func trailers(
    _ scanner: inout HeadScanner, _ input: [UInt8], _ at: inout Int
  ) -> Progress {
    switch scanner.scan(input, from: at, limits) {
    case .incomplete: return .needsMore
    case .refused(let status): return .refused(status)
    case .found(let range, let next):
      let block = input[(at + range.lowerBound)..<(at + range.upperBound)]
      for line in block.split(separator: 0x0A) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
          Characters.isToken(line[..<colon])
        else { return .refused(.badRequest) }
      }
      at += next
      return .complete
    }
  }
}
