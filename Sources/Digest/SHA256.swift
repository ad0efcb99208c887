/// SHA-256 of FIPS 180-4, written out because the ground has no crypto library.
package struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var block = InlineArray<16, UInt32>(repeating: 0)
  private var filled = 0
  private var length: UInt64 = 0

  package init() {}

  package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  package mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }

  package mutating func update(_ text: String.UTF8View) { update(Array(text).span) }

  private mutating func update(_ bytes: Span<UInt8>) {
    length &+= UInt64(bytes.count)
    var at = 0
    while at < bytes.count {
      if filled == 0, bytes.count - at >= 64 {
        for i in 0..<16 { block[i] = SHA256.word(bytes, at + 4 * i) }
        compress()
        at += 64
      } else {
        take(bytes[at])
        at += 1
      }
    }
  }

  /// Four bytes, the first one highest.
  private static func word(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
    UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
      | UInt32(bytes[at + 3])
  }

  package consuming func finalise() -> [UInt8] {
    let bits = length &* 8
    take(0x80)
    while filled != 56 { take(0) }
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      take(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for index in state.indices {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> shift))
      }
    }
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalise()
  }

  private mutating func take(_ byte: UInt8) {
    let shift = UInt32(24 - 8 * (filled & 3))
    if shift == 24 { block[filled >> 2] = 0 }
    block[filled >> 2] |= UInt32(byte) << shift
    filled += 1
    if filled == 64 {
      compress()
      filled = 0
    }
  }

  private mutating func compress() {
    var w = InlineArray<64, UInt32>(repeating: 0)
    for i in 0..<16 { w[i] = block[i] }
    for i in 16..<64 {
      let s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      let choice = (e & f) ^ (~e & g)
      let t1 = h &+ s1 &+ choice &+ Self.constants[i] &+ w[i]
      let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let t2 = s0 &+ majority
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  private func turn(_ word: UInt32, _ by: UInt32) -> UInt32 {
    word >> by | word << (32 - by)
  }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
