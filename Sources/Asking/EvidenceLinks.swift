import HTML
import Policy

/// Where the files that answers point to are read, by slot and name; whoever may not read them sees the
/// name alone.
package struct EvidenceLinks: Sendable {
  private let addresses: [String: Address]

  package init(_ files: [(slot: String, name: String, address: Address)] = []) {
    addresses = Dictionary(
      files.map { (Self.key($0.slot, $0.name), $0.address) }, uniquingKeysWith: { $1 })
  }

  private static func key(_ slot: String, _ name: String) -> String { "\(slot)/\(name)" }

  package func address(of question: Question, _ value: Value?) -> Address? {
    guard let slot = question.slot, case .text(let name)? = value else { return nil }
    return address(slot, name)
  }

  package func address(_ slot: String, _ name: String) -> Address? {
    addresses[Self.key(slot, name)]
  }
}
