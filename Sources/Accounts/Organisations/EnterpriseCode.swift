import HTML
import Routing
import SQLite
import Vocabulary

/// A credit code that proves itself, or one an officer has let in.
enum EnterpriseCode {
  static func check(_ input: String, in database: borrowing Connection) throws -> String {
    let code = CreditCode.normalise(input)
    do {
      return try CreditCode(input).text
    } catch {
      let admitted = try database.first("SELECT 1 FROM admitted_code WHERE code = ?", code) { _ in
        true
      }
      if admitted != nil { return code }
      throw Problems([
        Problem(
          field: "creditCode", code: error.reason.rawValue,
          message: "信用代码不对：\(error.sentence(for: code))")
      ])
    }
  }
}

extension EnterpriseCode {
  /// The enterprise of that code, while people can still come to it.
  static func enterprise(
    _ code: String, in database: borrowing Connection
  ) throws -> Organisation {
    // One that its unit has entered has nobody yet who could let others in.
    guard let found = try Organisations.find(creditCode: code, in: database),
      try found.status != .claimed || !Enterprises.isEntered(found.id, in: database)
        || !Memberships.of(found.id, in: database).isEmpty
    else {
      throw Problems([
        Problem(field: "creditCode", code: "unknown", message: "没有以这个代码登记的企业，请先登记。")
      ])
    }
    guard found.status == .claimed || found.status == .active else { throw closed(found) }
    return found
  }

  static func closed(_ enterprise: Organisation) -> Refusal {
    Refusal(
      .conflict, code: "enterpriseClosed",
      "这家企业在平台上\(enterprise.status.title)，要继续使用，请联系所在区市场监管部门。")
  }
}

/// The units that recommend (001): where an enterprise says it belongs.
enum Districts {
  static let unknown = Problems([
    Problem(field: "district", code: "notAChoice", message: "请从所列的单位里选择“所在地市场监管部门”。")
  ])

  static func find(_ key: String, in database: borrowing Connection) throws -> Organisation? {
    try database.first(
      "SELECT * FROM organisation WHERE key = ? AND kind = 'district'", key, read: Organisation.init
    )
  }

  static func choices(in database: borrowing Connection) throws -> [Choice] {
    try Organisations.all(.district, in: database).map { Choice($0.key ?? "", $0.name) }
  }
}
