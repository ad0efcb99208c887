import Acts
import Applications
import Routing
import SQLite
import Vocabulary

/// What an honour was held against: one of the things that there are to look at (001 三（二）第三分句).
enum HonourBasis: String, CaseIterable {
  case register, certificate, announcement

  static let choices = allCases.map { Choice($0.rawValue, $0.word) }

  var word: String {
    switch self {
    case .register: "登记数据"
    case .certificate: "申请所附的证书"
    case .announcement: "公布的名单或决定"
    }
  }

  /// Nobody finds true what they cannot have looked at.
  func requireThere(
    for claim: String, _ title: String?, _ facts: CaseFacts, in database: borrowing Connection
  ) throws {
    let lack: String? =
      switch self {
      case .register:
        try RegisteredHonours(of: facts.file.enterprise, in: database).proves(claim, title)
          ? nil : "登记数据里没有这一年的这一项称号，不能作为属实的依据。对照的是名单或者证书的，请改选。"
      case .certificate:
        try HonourClaims.proofs(facts, in: database)[claim]?.isThere != true
          ? "申请没有附这一项称号的证书，不能作为属实的依据。请退回企业补正，或者对照公布的名单核实。" : nil
      case .announcement: nil
      }
    if let lack { throw Problems([Problem(field: "basis", code: "notThere", message: lack)]) }
  }
}
