import Digest
import Testing

@Suite("摘要：NIST 与 RFC 4231 的向量")
struct DigestTests {
  static let messages: [(message: [UInt8], digest: String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      Array(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
          .utf8),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
    // CAVP SHA256ShortMsg: one byte, and 64 bytes, a whole block.
    ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    (
      [UInt8](repeating: 0, count: 64),
      "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"
    ),
  ]

  @Test("SHA-256", arguments: messages)
  func hashes(_ message: [UInt8], _ digest: String) {
    #expect(Hex.text(SHA256.hash(message)) == digest)
  }

  @Test("分段送入与一次送入相同", arguments: 0...130)
  func piecewise(_ cut: Int) {
    let message = (0..<130).map { UInt8($0) }
    var hash = SHA256()
    hash.update(message[..<cut])
    hash.update(message[cut...])
    #expect(hash.finalise() == SHA256.hash(message))
  }

  @Test("NIST 蒙特卡洛第一轮")
  func monteCarlo() throws {
    let seed = "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691"
    var last = [[UInt8]](repeating: try #require(Hex.bytes(seed)), count: 3)
    for _ in 0..<1000 { last = [last[1], last[2], SHA256.hash(last[0] + last[1] + last[2])] }
    #expect(
      Hex.text(last[2]) == "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788")
  }

  static let codes: [(key: [UInt8], message: [UInt8], code: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      (1...25).map { UInt8($0) }, [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
          .utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test("HMAC-SHA-256：RFC 4231 第 1 至 4、6、7 例", arguments: codes)
  func authenticates(_ key: [UInt8], _ message: [UInt8], _ code: String) {
    #expect(Hex.text(HMAC.code(key: key, message)) == code)
  }

  @Test("RFC 4231 第 5 例：截短到 128 位")
  func truncated() {
    let code = HMAC.code(
      key: [UInt8](repeating: 0x0c, count: 20), Array("Test With Truncation".utf8))
    #expect(Hex.text(code.prefix(16)) == "a3b6167473100ee06e0c796c2955552b")
  }

  // RFC 6238 appendix B, the SHA-1 column.
  static let oneTimeCodes: [(seconds: Int, code: String)] = [
    (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
  ]

  @Test("一次性口令：RFC 6238 附录 B", arguments: oneTimeCodes)
  func oneTimeCode(_ seconds: Int, _ code: String) {
    let secret = Array("12345678901234567890".utf8)
    let step = OneTimeCode.step(atSeconds: seconds)
    #expect(OneTimeCode.code(secret, step: step, digits: 8) == code)
  }

  @Test("一次性口令：前后各一步有效，每一步只用一次")
  func matchesOnce() {
    let secret = Array("12345678901234567890".utf8)
    let code = OneTimeCode.code(secret, step: 100)
    for step in 98...102 {
      let found = OneTimeCode.match(code, secret, atSeconds: step * 30 + 7, after: 0)
      #expect(found == (99...101 ~= step ? 100 : nil))
    }
    #expect(OneTimeCode.match(code, secret, atSeconds: 3000, after: 100) == nil)
    #expect(OneTimeCode.match("", secret, atSeconds: 3000, after: 0) == nil)
  }

  // RFC 2202.
  @Test("HMAC-SHA-1：RFC 2202 第 1、2、6 例")
  func legacyCodes() {
    let first = HMAC.legacyCode(key: [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8))
    #expect(Hex.text(first) == "b617318655057264e28bc0b6fb378c8ef146be00")
    let second = HMAC.legacyCode(
      key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
    #expect(Hex.text(second) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    let sixth = HMAC.legacyCode(
      key: [UInt8](repeating: 0xaa, count: 80),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8))
    #expect(Hex.text(sixth) == "aa4ae5e15272d00e95705637ce8a3b55ed402112")
  }

  // RFC 4648 §10.
  static let texts: [(plain: String, base32: String, base64: String)] = [
    ("", "", ""), ("f", "MY", "Zg=="), ("fo", "MZXQ", "Zm8="), ("foo", "MZXW6", "Zm9v"),
    ("foob", "MZXW6YQ", "Zm9vYg=="), ("fooba", "MZXW6YTB", "Zm9vYmE="),
    ("foobar", "MZXW6YTBOI", "Zm9vYmFy"),
  ]

  @Test("base32 与 base64：RFC 4648", arguments: texts)
  func baseTexts(_ plain: String, _ base32: String, _ base64: String) {
    #expect(BaseText.base32(Array(plain.utf8)) == base32)
    #expect(BaseText.base64(Array(plain.utf8)) == base64)
    #expect(BaseText.base64URL([0xFB, 0xFF]) == "-_8")
  }

  @Test("定时比较只看内容")
  func comparison() {
    #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2]))
    #expect(equalInConstantTime([], []))
    // Any one bit in any one place, and what later places could hide of it.
    let text = Array("$y$jBT$".utf8)
    for index in text.indices {
      for bit in UInt8(0)..<8 {
        var other = text
        other[index] ^= 1 << bit
        #expect(!equalInConstantTime(text, other))
      }
    }
    #expect((0..<256).allSatisfy { !equalInConstantTime([UInt8($0), 65], [UInt8($0) ^ 32, 97]) })
  }

  @Test("十六进制往返", arguments: ["", "00", "ff10ab", "0F"])
  func hexadecimal(_ text: String) throws {
    #expect(Hex.text(try #require(Hex.bytes(text))) == text.lowercased())
  }

  @Test("不是十六进制", arguments: ["0", "0g", "00 "])
  func notHexadecimal(_ text: String) { #expect(Hex.bytes(text) == nil) }
}
