import Digest
import JSON
import Linux
import Vocabulary

/// A city platform that answers questions about one enterprise, where the operator has joined one
/// (README, “城市平台”). The portal asks; nobody outside can make it ask elsewhere (reliability R63).
package struct Platform: Sendable {
  package struct Trouble: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  /// What its addresses begin with, such as `https://data.example.gov.cn/brand`.
  package let base: String
  private let pool = Pool("platform", threads: 2, waiting: 16)
  /// How long an answer may take.
  private let seconds: Int

  package init?(_ base: String, seconds: Int = 10) {
    guard base.hasPrefix("https://") || base.hasPrefix("http://"),
      base.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    self.seconds = seconds
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
  }

  /// Its host, to be shown to people.
  var name: String {
    let rest = base.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
    return rest.map(String.init) ?? base
  }

  /// Everything it knows of one enterprise.
  func records(of code: String, on today: Day) async throws -> [ReadRecord] {
    let (base, seconds) = (base, seconds)
    let bytes = try await pool.run {
      try Platform.fetch("\(base)/enterprises/\(code)", seconds: seconds)
    }
    return try Platform.read(bytes, for: code, on: today)
  }

  /// By curl, with an argument array, to a file of its own; no redirect is followed.
  private static func fetch(_ address: String, seconds: Int) throws -> [UInt8] {
    let folder = try Files.makeTemporaryFolder("brandpilot-platform")
    defer { Files.removeFolder(folder) }
    let file = folder + "/answer.json"
    // What comes in pieces tells no length beforehand: the file itself may not grow beyond it.
    let code = try Child.run(
      "/usr/bin/prlimit",
      [
        "--fsize=1048576", "/usr/bin/curl", "--silent", "--fail", "--location", "--max-redirs", "0",
        "--proto", "=http,https", "--max-time", "\(seconds)", "--max-filesize", "1048576",
        "--header",
        "Accept: application/json", "--output", file, "--", address,
      ], input: [], seconds: seconds + 2)
    guard code == 0, Files.exists(file) else {
      throw Trouble(description: "城市平台没有回答（curl \(code.map { "\($0)" } ?? "超时")）")
    }
    guard let size = Files.size(file), size <= 1 << 20 else {
      throw Trouble(description: "城市平台的回答太长")
    }
    return try Files.read(file, limit: 1 << 20)
  }

  /// `{"source", "asOf", "enterprises": […], "credit": […], …}`, a list for each kind there is, each row
  /// with the same keys as the columns of a file.
  static func read(
    _ bytes: [UInt8], for code: String, on today: Day
  ) throws -> [ReadRecord] {
    func strange(_ what: String) -> Trouble {
      Trouble(description: "城市平台的回答不是约定的样子（\(what)）")
    }
    guard let json = try? JSON(parsing: bytes), let source = json["source"]?.string,
      let asOf = json["asOf"]?.string
    else { throw strange("缺少 source 或 asOf") }
    let known = ["source", "asOf"] + RecordKind.allCases.map(\.rawValue)
    for member in json.members ?? [] where !known.contains(member.name) {
      throw strange("有不认识的 \(member.name)")
    }
    var records: [ReadRecord] = []
    for kind in RecordKind.allCases {
      guard let value = json[kind.rawValue] else { continue }
      guard let rows = value.array else { throw strange("\(kind.rawValue) 不是列表") }
      for (index, row) in rows.enumerated() {
        let place = "\(kind.rawValue) 第 \(index + 1) 条"
        for member in row.members ?? [.init("", .null)] {
          let isOwn = member.name == "creditCode" && member.value.string == code
          let isWord = member.value.string != nil || member.value.integer != nil
          guard isOwn || kind.columns.contains(where: { $0.key == member.name }) && isWord else {
            throw strange("\(place)的 \(member.name) 不对")
          }
        }
        do {
          records.append(
            try ReadRecord(kind, on: today) { _, key in
              switch key {
              case "creditCode": code
              case "source": source
              case "asOf": asOf
              default: row[key]?.string ?? row[key]?.integer.map { "\($0)" } ?? ""
              }
            })
        } catch {
          throw strange("\(place)：\(error.what)")
        }
      }
    }
    guard records.count <= Platform.most else { throw strange("多于 \(Platform.most) 条") }
    return records
  }

  /// Of one enterprise; more is a mistake, and nobody could look through it.
  private static let most = 500
}
