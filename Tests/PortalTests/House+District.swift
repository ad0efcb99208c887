import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// 禾欣's application, taken in hand by 徐汇.
  func accepted() async throws -> String {
    let number = try await submitted()
    try await act(number, "acceptance", by: "xh-sunli")
    return number
  }

  /// Somebody of the cast also works there; `until` says that it is over.
  func hire(
    _ login: String, as role: String, in organisation: String, _ id: Int, until: Int? = nil
  ) throws {
    try store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since, until, ended)
        VALUES (?, ?, ?, ?, 0, ?, ?)
        """, id, Cast.person(login).number, Cast.organisation(organisation).number, role, until,
        until == nil ? nil : "离职")
    }
  }

  /// Asks 徐汇区商务委员会 about a case; the id of the question.
  func consult(_ number: String, _ body: [(String, JSON)] = []) async throws -> String {
    var members: [JSON.Member] = [
      .init("question", "近三年有没有因质量受到处罚？"),
      .init("departments", [.string("\(Cast.organisation("xuhui-shangwu"))")]),
    ]
    members += body.map { JSON.Member($0.0, $0.1) }
    try await act(number, "consultations", .object(members), by: "xh-sunli")
    let seen = try await enter("xh-sunli").json("/applications/\(number)")
    return try #require(seen["consultations"]?["items"]?.array?.last?["id"]?.string)
  }

  func names(_ number: String, _ login: String) async throws -> [String] {
    try await enter(login).json("/applications/\(number)")["acts"]?.array?
      .compactMap { $0["name"]?.string } ?? []
  }
}
