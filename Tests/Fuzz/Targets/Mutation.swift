/// A bounded random driver for machines without libFuzzer, and for the suite: sound inputs, damaged
/// in a few places. The same seed gives the same inputs.
package struct Mutation {
  private let target: FuzzTarget
  private var dice: Dice

  package init(_ target: FuzzTarget, seed: UInt64) {
    self.target = target
    dice = Dice(seed: seed)
  }

  package mutating func next() -> [UInt8] {
    var bytes = seed()
    for _ in 0...dice.roll(6) { damage(&bytes) }
    return bytes
  }

  private mutating func seed() -> [UInt8] {
    Array(target.seeds[dice.roll(target.seeds.count)].utf8)
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let at = dice.roll(bytes.count + 1)
    let end = min(bytes.count, at + dice.roll(12))
    switch dice.roll(8) {
    case 0: bytes.insert(UInt8(dice.roll(256)), at: at)
    case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8(dice.roll(8))
    case 2 where at < bytes.count: bytes[at] = UInt8(dice.roll(256))
    case 3: bytes.removeSubrange(at..<end)
    case 4: bytes.insert(contentsOf: bytes[at..<end], at: dice.roll(bytes.count + 1))
    case 5: bytes = bytes[..<at] + seed().suffix(dice.roll(200))
    case 6: bytes.insert(contentsOf: seed().prefix(dice.roll(200)), at: at)
    default: bytes.insert(contentsOf: target.words[dice.roll(target.words.count)].utf8, at: at)
    }
  }
}
