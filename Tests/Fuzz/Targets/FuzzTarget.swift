/// One door of the portal, to be tried with any bytes at all. A door that answers something it
/// must never answer says so in a sentence; one that traps says it by trapping.
package struct FuzzTarget: Sendable {
  package let name: String
  /// Words a random hand would hardly find.
  package let words: [String]
  /// Sound inputs to start from.
  package let seeds: [String]
  package let complaint: @Sendable ([UInt8]) -> String?

  package init(
    name: String, words: [String], seeds: [String],
    complaint: @escaping @Sendable ([UInt8]) -> String?
  ) {
    self.name = name
    self.words = words
    self.seeds = seeds
    self.complaint = complaint
  }

  package static let all: [FuzzTarget] = [
    .http, .forms, .multipart, .ranges, .json, .escaping,
  ]
}

/// Where to cut an input, decided by the input itself so that every finding can be had again.
struct Dice {
  private var state: UInt64

  init(of bytes: [UInt8]) {
    state = 0xCBF2_9CE4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  init(seed: UInt64) { state = seed ^ 0x9E37_79B9_7F4A_7C15 }

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    if state == 0 { state = 1 }
    return Int((state >> 11) % UInt64(max(1, sides)))
  }

  /// The same bytes in one, in many, or in single pieces.
  mutating func pieces(of bytes: [UInt8], upTo most: Int) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + 1 + roll(most))
      pieces.append(bytes[at..<end])
      at = end
    }
    return pieces
  }
}
