import Acts
import Asking
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The honours that an application claims, each a matter until a named person has held it against the
/// register or its certificate (001 三（二）).
package enum HonourClaims {
  /// One claim as it names itself: what is claimed anew is a new claim.
  package static func references(_ sent: Submission) -> [String] {
    (sent.answers["honours"]?.array ?? []).map(reference)
  }

  /// What a claim is called: the first thing that it says.
  package static func name(of reference: String) -> String {
    part(0, of: reference)
  }

  /// Of which year it says to be.
  package static func year(of reference: String) -> Int? {
    Int(part(2, of: reference))
  }

  /// In the order in which it is put together below.
  static func part(_ index: Int, of reference: String) -> String {
    let parts = reference.split(separator: "｜", omittingEmptySubsequences: false)
    return index < parts.count ? String(parts[index]) : ""
  }

  private static func reference(_ row: JSON) -> String {
    ["honourName", "honourIssuer", "honourYear", "honourNo"].map { name in
      switch row[name] {
      case .string(let text)?: text
      case .integer(let number)?: "\(number)"
      default: ""
      }
    }.joined(separator: "｜")
  }

  /// The file that a claim points to, and the way to it while it lies there.
  package struct Proof: Sendable {
    package let name: String
    let address: Address?

    /// A name alone shows nothing.
    package var isThere: Bool { address != nil }

    package var html: HTML { address.map { a(.href($0)) { name } } ?? HTML(name) }
  }

  /// Of each claim that names one, by reference.
  package static func proofs(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: Proof] {
    guard let sent = try Submissions.of(facts.file.id, in: database).last,
      let column = facts.package.forms.lazy.flatMap(\.questionnaire.questions)
        .first(where: { $0.id == "honours" })?.evidence.first
    else { return [:] }
    let links = AttachmentDownload.evidence(
      facts.file.number, try Attachments.of(facts.file.id, in: sent, database))
    return Dictionary(
      (sent.answers["honours"]?.array ?? []).compactMap { row in
        row[column.id]?.string.map { name in
          (reference(row), Proof(name: name, address: links.address(of: column, .text(name))))
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Opens what is newly claimed, closes what is claimed no more. What was not found true is looked at again
  /// once it is claimed with something else to show for it.
  package static func settle(
    _ facts: CaseFacts, _ sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let wanted = Set(references(sent))
    let known = facts.matters.filter { $0.kind == .honour }
    for matter in known where matter.isOpen && !wanted.contains(matter.reference) {
      try Matters.close(matter.id, "dropped", moment, in: database)
    }
    // What was not found true, and is claimed no more, is nobody's to look at again.
    for matter in facts.found(.honour)
    where matter.outcome == "rejected" && !wanted.contains(matter.reference) {
      try Matters.takeBack(matter.id, in: database)
    }
    let before = try Submissions.of(facts.file.id, in: database).dropLast().last
    for reference in wanted.sorted() {
      let last = known.last { $0.reference == reference }
      let isNew =
        switch last?.outcome {
        case nil: last == nil
        case "dropped", Matter.takenBack: true
        case "rejected": shown(reference, by: before) != shown(reference, by: sent)
        default: false
        }
      if isNew {
        try Matters.open(.honour, reference: reference, on: facts.file, moment, in: database)
      }
    }
  }

  /// Once recommended, what is claimed newly is verified by nobody and gives no priority, which is that of
  /// the day of recommendation (001 三（二）第三句): that is on record at once and waits for nobody.
  static func settleLate(
    _ facts: CaseFacts, _ sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let before = try Submissions.of(facts.file.id, in: database).dropLast().last
    let known = before.map(references) ?? []
    for reference in Set(references(sent)).subtracting(known).sorted() {
      let matter = try Matters.open(
        .honour, reference: reference, on: facts.file, moment, in: database)
      try Matters.close(matter, late, moment, in: database)
    }
  }

  /// How a claim stands that came after the recommendation.
  package static let late = "late"

  /// At the claim, where a correction comes after the recommendation.
  static func caution(_ facts: CaseFacts) -> String? {
    guard facts.file.stage == .returned, facts.file.cameFrom == .screening else { return nil }
    return "重点推荐以推荐那天已经核实的称号为准。现在新填或者改写的称号不再核实，不会增加重点推荐；核实过的称号，删去或者改写以后，不再作为重点推荐的依据。"
  }

  /// What a claim says of itself, and the very files that it may point to.
  private static func shown(_ claim: String, by sent: Submission?) -> JSON {
    let rows = (sent?.answers["honours"]?.array ?? []).filter { reference($0) == claim }
    let named = rows.flatMap { $0.members ?? [] }.compactMap(\.value.string)
    let files = (sent?.json["files"]?.array ?? []).filter {
      $0["name"]?.string.map(named.contains) == true
    }
    return [.array(rows), .array(files)]
  }
}
