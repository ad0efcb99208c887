import Accounts
import JSON
import Registry
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension DossierTests {
  static let hexin = "/organisations/\(Cast.organisation("hexin"))"
  static let dossier = "\(hexin)/dossier"
  static let sound: [JSON.Member] = [
    .init("entityType", "companyLimited"), .init("registeredInShanghai", true),
    .init("headquartersInShanghai", true), .init("mainOperationInShanghai", true),
    .init("trademarkOwner", "own"), .init("trademarkValidUntil", "2033-06-27"),
    .init("operating", true), .init("industryOrientation", "fits"), .init("abnormalList", false),
    .init("hadAccident", false), .init("seriousList", false), .init("hadDishonesty", false),
    .init("trademarkNo", "10860001"),
  ]

}

extension House {
  func declare(
    _ guest: Guest, _ edition: Int, _ change: (String, JSON)? = nil
  ) async throws -> Response {
    var answers = DossierTests.sound
    if let (name, value) = change {
      answers.removeAll { $0.name == name }
      answers.append(.init(name, value))
    }
    return try await guest.post(
      "/declaration", ["edition": .integer(edition), "answers": .object(answers)])
  }

  func take(_ kind: RecordKind, _ row: String) throws {
    let text = [RegistryTests.heads[kind] ?? "", row].joined(separator: "\n")
    let report = try Import(store).run(Array(text.utf8), kind, at: clock.now)
    try #require(report.changed == 1 && report.refused.isEmpty, "\(report.refused)")
  }

  func verdicts(_ guest: Guest, _ path: String = DossierTests.dossier) async throws -> [String?] {
    try await guest.json(path)["conditions"]?.array?.map { $0["verdict"]?.string } ?? []
  }
}
