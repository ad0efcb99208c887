import Acts
import Digest
import JSON
import Policy
import Rounds
import SQLite
import Vocabulary

/// What was sent, frozen: canonical JSON (sorted keys, no spaces, UTF-8) and its SHA-256. Later
/// versions are new ones.
package struct Submission: Sendable {
  package let version: Int
  package let content: [UInt8]
  package let digest: [UInt8]
  package let at: Instant

  /// That there is one, without what stands in it.
  package struct Version: Sendable {
    package let version: Int
    let digest: [UInt8]
    package let at: Instant
  }

  init(_ row: borrowing Row) {
    version = row.int(0)
    content = row.utf8(1)
    digest = row.blob(2)
    at = Instant(milliseconds: Int64(row.int(3)))
  }

  package var json: JSON { (try? JSON(parsing: content)) ?? .null }
  package var answers: [String: JSON] {
    Dictionary(
      (json["answers"]?.members ?? []).map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// What an application holds at each field: an answer, or the files in a slot. Read once, to be compared.
package struct Held {
  private let answers: [String: JSON]
  private let files: [String: [JSON]]

  init(_ answers: JSON?, files: JSON?) {
    self.answers = Dictionary(
      (answers?.members ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    self.files = Dictionary(grouping: files?.array ?? []) { $0["slot"]?.string ?? "" }
  }

  package init(_ sent: Submission) {
    let content = sent.json
    self.init(content["answers"], files: content["files"])
  }

  package func differs(from other: Held, at field: String) -> Bool {
    answers[field]?.canonical != other.answers[field]?.canonical
      || files[field]?.map(\.canonical) != other.files[field]?.map(\.canonical)
  }
}

package enum Submissions {
  /// The newest last.
  package static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Submission] {
    try database.all(
      "SELECT version, content, digest, at FROM submission WHERE application = ? ORDER BY version",
      application.number, read: Submission.init)
  }

  /// One answer of what was sent last, without reading all the rest of it.
  static func answer(
    _ question: String, of application: ApplicationID, in database: borrowing Connection
  ) throws -> JSON? {
    let found = try database.first(
      """
      SELECT json_extract(content, ?) FROM submission WHERE application = ?
      ORDER BY version DESC LIMIT 1
      """, "$.answers.\(question)", application.number
    ) { $0.optionalText(0) }
    return try found.flatMap { $0 }.map { try JSON(parsing: Array($0.utf8)) }
  }

  /// The same without their content, which may be long.
  package static func versions(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> [Submission.Version] {
    try database.all(
      "SELECT version, digest, at FROM submission WHERE application = ? ORDER BY version",
      application.number
    ) { row in
      Submission.Version(
        version: row.int(0), digest: row.blob(1), at: Instant(milliseconds: Int64(row.int(2))))
    }
  }

  /// Everything as it stands now: answers, files by their digests, the rules it was written under.
  static func freeze(
    _ facts: CaseFacts, _ draft: Draft, _ signed: Signed, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Submission {
    let file = facts.file
    let version = try versions(of: file.id, in: database).count + 1
    let (answers, attached) = draft.content(on: moment.today)
    var files = attached.array ?? []
    if let scan = signed.scan { files.append(scan.json) }
    let declaration = try Declarations.find(file.enterprise, in: database)
    let content: JSON = [
      "number": .string(file.number), "version": .integer(version),
      "round": .string(facts.round.number),
      "policy": .string(facts.package.fingerprint), "form": .string(draft.form.id),
      "enterprise": .string(file.enterpriseName), "unit": .string(file.unitName),
      "at": .string("\(moment.now)"), "declaration": .integer(declaration?.edition ?? 0),
      "signed": signed.json, "answers": answers, "files": .array(files),
    ]
    let bytes = content.canonical.bytes
    let digest = SHA256.hash(bytes)
    try database.run(
      """
      INSERT INTO submission (application, version, content, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?)
      """, file.id.number, version, UTF8Text(bytes), digest, moment.now.milliseconds,
      moment.person?.number)
    guard let kept = try of(file.id, in: database).last else { throw Refusal.notFound }
    return kept
  }
}

extension JSON {
  /// Sorted keys throughout, so that the same content has the same bytes.
  package var canonical: JSON {
    switch self {
    case .object(let members):
      .object(
        members.map { JSON.Member($0.name, $0.value.canonical) }
          .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    case .array(let items): .array(items.map(\.canonical))
    default: self
    }
  }
}
