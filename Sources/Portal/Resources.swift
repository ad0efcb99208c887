import Accounts
import Desk
import JSON
import Linux
import Messages
import Oversight
import Policy
import Registry
import Vocabulary

/// Where `Forms/` and `Seeds/` lie: named on the command line, beside the binary, or here.
package struct Resources: Sendable {
  package let path: String

  package struct Trouble: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  package init(_ named: String?) throws(Trouble) {
    let binary = Resources.binaryFolder
    let places = named.map { [$0] } ?? [binary, ".", binary + "/../../.."]
    guard let found = places.first(where: { Files.isDirectory($0 + "/Seeds/calendars") }) else {
      throw Trouble(
        description: "找不到 Seeds 和 Forms 文件夹，请用 --resources 指明（找过：\(places.joined(separator: "、"))）")
    }
    path = found
  }

  package func calendar() throws -> WorkingDays {
    let folder = path + "/Seeds/calendars"
    var files: [JSON] = []
    for name in try Files.list(folder) where name.hasPrefix("20") && name.hasSuffix(".json") {
      files.append(try json("Seeds/calendars/\(name)"))
    }
    do {
      return try WorkingDays(years: files, fixed: try json("Seeds/calendars/fixed.json"))
    } catch let mistake as CalendarMistake {
      throw Trouble(description: "\(folder)：\(mistake)")
    }
  }

  package func json(_ name: String) throws -> JSON {
    let file = "\(path)/\(name)"
    do {
      return try JSON(parsing: try Files.read(file, limit: 4 << 20))
    } catch let error as JSONError {
      throw Trouble(
        description: "\(file) 第 \(error.offset + 1) 个字节处不是合格的 JSON（\(error.reason.rawValue)）")
    }
  }

  package func units() throws -> Units {
    do {
      return try Units(try json("Seeds/units.json"))
    } catch let mistake as Units.Mistake {
      throw Trouble(description: "\(path)/Seeds/units.json：\(mistake)")
    }
  }

  package func cast() throws -> Cast {
    do {
      return try Cast(try json("Seeds/demo/cast.json"))
    } catch let mistake as Cast.Mistake {
      throw Trouble(description: "\(path)/Seeds/demo/cast.json：\(mistake)")
    }
  }

  package func codeLists() throws -> CodeLists {
    guard let industries = Industries(try json("Seeds/industries.json")) else {
      throw Trouble(description: "\(path)/Seeds/industries.json：每个门类、大类都要有 code 和 name")
    }
    guard let documents = Documents(try json("Seeds/documents.json")) else {
      throw Trouble(description: "\(path)/Seeds/documents.json：每份文件都要有 id、title 和 clauses")
    }
    return CodeLists(industries, documents)
  }

  package func texts() throws -> [PolicyText] {
    let file = "Seeds/texts.json"
    return try (json(file)["documents"]?.array ?? []).map { item in
      guard let text = PolicyText(item) else {
        throw Trouble(description: "\(path)/\(file)：每份文件都要有 id、name、title、from，每一条都要有 place 和 text")
      }
      return text
    }
  }

  func demoRecords() throws -> [(RecordKind, [UInt8])] {
    try RecordKind.allCases.map { kind in
      (kind, try Files.read("\(path)/Seeds/demo/registry/\(kind.rawValue).csv", limit: 1 << 20))
    }
  }

  func clauses() throws -> [ClausesView.Clause] {
    let file = "Seeds/clauses.json"
    return try (json(file)["clauses"]?.array ?? []).map { item in
      guard let clause = ClausesView.Clause(item) else {
        throw Trouble(description: "\(path)/\(file)：每一条都要有 id、cite 和 text")
      }
      return clause
    }
  }

  func entityTypes() throws -> EntityTypes {
    let file = "Seeds/entity-types.json"
    guard let types = EntityTypes(try json(file)) else {
      throw Trouble(description: "\(path)/\(file)：要有 types、authorities、branches、going、ended、left")
    }
    return types
  }

  package var forms: String { path + "/Forms" }

  package func templates() throws -> Templates {
    do {
      return try Templates(
        try json("Forms/messages.json"), Rooms.list.flatMap { $0.kind.occasions })
    } catch let mistake as Templates.Mistake {
      throw Trouble(description: "\(path)/Forms/messages.json：\(mistake)")
    }
  }

  /// What the desk goes by: days and the like.
  func deskRules() throws -> DeskRules {
    let json = try json("Forms/desk.json")
    func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int {
      guard let number = json[name]?.integer, range.contains(number) else {
        throw Trouble(
          description:
            "\(path)/Forms/desk.json：\(name) 要在 \(range.lowerBound) 到 \(range.upperBound) 之间")
      }
      return number
    }
    let from = try number("remindFromHour", 0...22)
    return DeskRules(
      claimDays: try number("claimDays", 1...60),
      claimLapseDays: try number("claimLapseDays", 1...365),
      lossDays: try number("lossDays", 1...365),
      reminders: .init(
        daysBefore: try number("remindDaysBefore", 0...30),
        firstDaysBefore: try number("remindFirstDaysBefore", 0...30),
        hours: from..<(try number("remindUntilHour", (from + 1)...24))))
  }

  func commonPasswords() throws -> String {
    String(
      decoding: try Files.read("\(path)/Seeds/common-passwords.txt", limit: 1 << 20), as: UTF8.self)
  }

  private static var binaryFolder: String { Files.parent(of: Files.ownBinary) }
}

struct DeskRules: Sendable {
  let claimDays: Int
  let claimLapseDays: Int
  let lossDays: Int
  let reminders: Reminders.Rules
}
