import JSON
import Vocabulary

/// What the portal writes to people: the occasions are known here, the words lie in
/// `Forms/messages.json`.
package enum Occasion: String, Sendable, CaseIterable {
  case invitation, passwordReset, mailCheck
  case accountChanged
  case claimFiled, claimConfirmed, claimRefused
  case disputeFiled, disputeRaised, disputeAnswered, disputeDecided, disputeDismissed
  case disputeWithdrawn
  case organisationChanged
  case recordContested, recordSettled
  case joinAsked, joinDecided
  case roleGiven, roleChanged, roleEnded
  case factorLossReported, factorReset
  case caseNews, caseTurn, sectionLook
  case expertDecided, reviewTurn
  case activityNews
  case dueSoon, overdue

  /// What may stand in braces.
  package var names: Set<String> {
    switch self {
    case .invitation: ["organisation", "role", "inviter"]
    case .passwordReset, .mailCheck: ["name"]
    case .accountChanged: ["name", "what"]
    case .claimFiled: ["organisation", "due"]
    case .claimConfirmed: ["organisation"]
    case .claimRefused: ["organisation", "reason"]
    case .disputeFiled, .disputeRaised: ["organisation", "due"]
    case .disputeAnswered, .disputeWithdrawn: ["organisation"]
    case .disputeDismissed: ["organisation", "reason"]
    case .organisationChanged: ["organisation", "what", "reason"]
    case .disputeDecided: ["organisation", "decision", "reason"]
    case .joinAsked: ["organisation", "person"]
    case .joinDecided: ["organisation", "decision"]
    case .roleGiven: ["organisation", "role"]
    case .roleEnded: ["organisation", "role", "reason"]
    case .recordContested: ["organisation", "record"]
    case .recordSettled: ["organisation", "record", "decision", "reason"]
    case .roleChanged: ["organisation", "role", "what", "reason"]
    case .factorLossReported: ["person"]
    case .factorReset: ["name"]
    case .caseNews: ["item", "number", "what", "reason"]
    case .caseTurn: ["item", "number", "stage", "due"]
    case .sectionLook: ["item", "number", "section", "name", "words"]
    case .expertDecided: ["decision", "reason"]
    case .reviewTurn: ["title", "what"]
    case .activityNews: ["title", "what", "reason"]
    case .dueSoon, .overdue: ["count", "list"]
    }
  }

  /// Carries a one-time link, which is never in the inbox.
  package var hasSecret: Bool {
    [.invitation, .passwordReset, .mailCheck].contains(self)
  }
}

package struct Templates: Sendable {
  package struct Template: Sendable {
    package let title: String
    package let text: String
    package let goesBySMS: Bool
  }

  package struct Mistake: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  private let all: [Occasion: Template]

  package init(_ json: JSON) throws(Mistake) {
    var all: [Occasion: Template] = [:]
    for occasion in Occasion.allCases {
      let name = occasion.rawValue
      guard let item = json[name], let title = item["title"]?.string,
        let text = item["text"]?.string
      else { throw Mistake(description: "\(name) 要有 title 和 text") }
      for used in Templates.names(in: title + text) where !occasion.names.contains(used) {
        let known = occasion.names.sorted().map { "{\($0)}" }.joined(separator: "、")
        throw Mistake(description: "\(name) 里的 {\(used)} 没有这一项，可用的有 \(known)")
      }
      all[occasion] = Template(
        title: title, text: text, goesBySMS: item["sms"]?.bool ?? false)
    }
    for member in json.members ?? [] where Occasion(rawValue: member.name) == nil {
      throw Mistake(description: "没有“\(member.name)”这种通知")
    }
    self.all = all
  }

  package subscript(occasion: Occasion) -> Template {
    all[occasion] ?? Template(title: occasion.rawValue, text: "", goesBySMS: false)
  }

  static func fill(_ text: String, _ values: [String: String]) -> String {
    text.filled(with: values)
  }

  private static func names(in text: String) -> [String] {
    text.split(separator: "{").dropFirst().compactMap { piece in
      piece.firstIndex(of: "}").map { String(piece[..<$0]) }
    }
  }
}
