import JSON
import Testing

@testable import HTTP
@testable import Portal

/// What shows that a clause is carried out: it is done, and comes out as the clause has it.
struct ClauseProof: Sendable, CustomTestStringConvertible {
  let clause: String
  /// As `Seeds/clauses.json` names it, for whoever reads `/clauses`.
  let title: String
  let run: @Sendable (House) async throws -> Void

  var testDescription: String { "\(clause)：\(title)" }

  static let all: [ClauseProof] =
    [
      condition(1, "001-3.1", "自查第 1 条：分公司没有独立法人资格，不符合", ["entityType": "branch"]),
      condition(
        2, "001-3.2", "自查第 2 条：总部和主要运营都不在上海，不符合", ["headquartersInShanghai": "no"]),
      condition(3, "001-3.3", "自查第 3 条：列入经营异常名录，不符合", ["abnormalList": "yes"]),
      condition(
        4, "001-3.4", "自查第 4 条：近三年发生过重大事故，不符合",
        [
          "hadAccident": "yes", "accidents.1.accidentKind": "safety",
          "accidents.1.accidentGrade": "major", "accidents.1.accidentOn": "2024-11-20",
        ]),
      ClauseProof(clause: "001-3.0b", title: "开放批次以后，公众查得到申请的时间和全部表格") { house in
        let chief = try await house.enter("sj-zhang", surely: true)
        let opened = try await chief.post(
          "/rounds/new",
          [
            "number": "2026-1", "title": "第一批", "package": "pilot-2024", "opensOn": "2026-11-23",
            "closesOn": "2026-11-30", "closesHour": 17,
          ])
        #expect(opened.status == .ok, "\(opened.text)")
        #expect(try await house.get("/rounds/2026-1").text.contains("2026年11月30日"))
        let forms = try await house.json("/api/v1/forms")["items"]?.array ?? []
        #expect(forms.contains { form in form["id"] == "F1" })
      },
    ] + line + cultivation

  /// With this answered, exactly that condition is not met; without, all are.
  private static func condition(
    _ number: Int, _ clause: String, _ title: String, _ change: [String: String]
  ) -> ClauseProof {
    ClauseProof(clause: clause, title: title) { house in
      func verdicts(_ change: [String: String]) async throws -> [String?] {
        var answers = Dictionary(
          uniqueKeysWithValues: "\(CheckTests.sound)&hadAccident=no".split(separator: "&").map {
            let parts = $0.split(separator: "=").map(String.init)
            return (parts[0], parts[1])
          })
        answers.merge(change) { $1 }
        let query = answers.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "&")
        return try await house.json("/api/v1/check?\(query)")["conditions"]?.array?.map {
          $0["verdict"]?.string
        } ?? []
      }
      let (sound, changed) = (try await verdicts([:]), try await verdicts(change))
      #expect(sound == ["pass", "pass", "pass", "pass"])
      let expected = (1...4).map { $0 == number ? "fail" : "pass" }
      #expect(changed == expected)
    }
  }
}
