import Accounts
import JSON
import Policy
import SQLite
import Vocabulary

/// Another application of the same enterprise.
struct Earlier: Sendable {
  let number: String
  let answers: [String: JSON]
}

/// What is known already goes into the form where a draft begins, each with where it is from, to be
/// looked over: an earlier application, what the enterprise has said of itself, registers, the account.
struct Prefill {
  let file: Case
  let enterprise: Organisation
  let package: Package
  let earlier: Earlier?
  let today: Day

  func keep(by person: PersonID, at now: Instant, in database: borrowing Connection) throws {
    guard let form = package.forms.first(where: { $0.id == FormUse.application.rawValue }) else {
      return
    }
    let known = try known(form, in: database)
    for (index, section) in form.sections.enumerated() {
      let asked = Questionnaire(section.questions)
      let given = known.filter { name, _ in
        section.questions.contains {
          $0.id == name && $0.computed == nil
            && ![.file, .evidence, .declaration].contains($0.kind)
        }
      }
      // What another package would say otherwise, the form does not take.
      let values = asked.read(
        given.mapValues(\.answer), isTyped: true, isComplete: false, on: today
      ).values
      if values.isEmpty { continue }
      try Drafts.keep(
        asked.json(values), of: file, section: index + 1, after: 0, by: person, at: now,
        in: database)
      for (name, known) in given where values[name] != nil {
        try database.run(
          "INSERT INTO application_prefill (application, question, source) VALUES (?, ?, ?)",
          file.id.number, name, known.source)
      }
    }
  }

  /// The later goes over the earlier.
  private func known(
    _ form: Form, in database: borrowing Connection
  ) throws -> [String: (answer: JSON, source: String)] {
    var known: [String: (answer: JSON, source: String)] = [:]
    if let earlier {
      for (name, answer) in earlier.answers {
        // Files are not brought along, nor what points to them.
        guard let question = form.questionnaire.questions.first(where: { $0.id == name }) else {
          continue
        }
        known[name] = (question.withoutEvidence(answer), "申请 \(earlier.number)")
      }
    }
    for (name, answer, source) in try Registered(enterprise.creditCode, in: database)
      .answers(to: form)
    { known[name] = (answer, source) }
    if let declared = try Declarations.find(enterprise.id, in: database) {
      let values = declared.values(for: package.conditions, on: today)
      let json = Questionnaire(package.conditions.questions).json(values)
      for member in json.members ?? [] {
        known[member.name] = (member.value, "企业档案第 \(declared.edition) 版")
      }
    }
    known["enterpriseName"] = (.string(enterprise.name), "企业账户")
    known["creditCode"] = (.string(enterprise.creditCode ?? ""), "企业账户")
    known["itemName"] = (.string(file.item), "这份申请")
    known["itemKind"] = (.string(file.kind.rawValue), "这份申请")
    return known
  }

  /// Where it is from, by question.
  static func sources(
    of application: ApplicationID, in database: borrowing Connection
  ) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try database.all(
        "SELECT question, source FROM application_prefill WHERE application = ?",
        application.number
      ) { ($0.text(0), $0.text(1)) })
  }
}
