import HTTP
import JSON
import Vocabulary

/// What a view or an act asks for, as one typed value.
package protocol Input: Sendable {
  static var fields: [FieldNote] { get }
  /// What may come besides the fields, where a package says what that is; judged by the input
  /// itself. Nil: nothing may.
  static var more: [Schema.Property]? { get }
  init(_ answers: Answers) throws(Problems)
}

extension Input {
  package static var more: [Schema.Property]? { nil }
}

/// For views and acts that ask nothing.
package struct Nothing: Input {
  package static let fields: [FieldNote] = []
  /// What nobody asked for is no more welcome here than anywhere.
  package init(_ answers: Answers) throws(Problems) { try answers.read() }
  package init() {}
}

/// What came in, by field name, before anyone has believed it. A form is filled in again from it.
package struct Answers: Sendable {
  /// How it came: as a browser's form, as the parts of a program's, or as JSON, where a number is a
  /// number and not a text that looks like one.
  package enum Face: Sendable { case form, parts, json }

  package private(set) var texts: [String: String] = [:]
  package private(set) var files: [String: UploadedFile] = [:]
  /// What was sent besides the fields, where that is allowed: texts from a form, JSON as it came.
  package private(set) var others: [JSON.Member] = []
  package private(set) var face = Face.form
  private var problems: [Problem] = []

  package init() {}

  /// A form filled in beforehand.
  package init(_ texts: [String: String], others: [(name: String, value: String)] = []) {
    self.texts = texts
    self.others = others.map { .init($0.name, .string($0.value)) }
  }

  /// What came another way than as a field, where the field does not say it.
  mutating func supply(_ name: String, _ text: String) {
    if texts[name] == nil { texts[name] = text }
  }

  /// From a query: what nobody asked for is passed over, for shared links carry marks of their own.
  init(query: Form, fields: [FieldNote], takesOthers: Bool = false) {
    for field in fields { texts[field.name] = query[field.name] }
    guard takesOthers else { return }
    for pair in query.pairs where !fields.contains(where: { $0.name == pair.name }) {
      others.append(.init(pair.name, .string(pair.value)))
    }
  }

  /// From a form that was sent: only named fields may be in it (reliability R17).
  init(
    form: Form, files: [UploadedFile] = [], fields: [FieldNote], takesOthers: Bool = false,
    from face: Face = .form
  ) {
    self.init(query: form, fields: fields, takesOthers: takesOthers)
    self.face = face
    for file in files {
      let isAsked = fields.contains { $0.name == file.field && $0.fileRule != nil }
      // A browser sends an empty part for a file that was not chosen.
      if !isAsked {
        refuse(file.field)
      } else if !file.name.isEmpty {
        self.files[file.field] = file
      }
    }
    if takesOthers { return }
    for pair in form.pairs where !fields.contains(where: { $0.name == pair.name }) {
      refuse(pair.name)
    }
  }

  /// From a JSON body.
  ///
  /// - Parameter more: what may come besides; nil: nothing may.
  init(json: JSON, fields: [FieldNote], besides more: [Schema.Property]? = nil) {
    face = .json
    guard let members = json.members else {
      problems = [Problem(field: "", code: "notAnObject", message: "正文要是一个 JSON 对象。")]
      return
    }
    for member in members {
      guard let field = fields.first(where: { $0.name == member.name }) else {
        if more == nil { refuse(member.name) } else { others.append(member) }
        continue
      }
      switch (field.kind, member.value) {
      case (.integer, .integer(let number)): texts[field.name] = "\(number)"
      case (.flag, .bool(let truth)): texts[field.name] = truth ? Field<Bool>.ticked : ""
      case (.day, .string(let text)), (.text, .string(let text)), (.longText, .string(let text)),
        (.secret, .string(let text)), (.choice, .string(let text)):
        texts[field.name] = text
      // Said to be nothing, which is more than not said.
      case (_, .null) where !field.isRequired: texts[field.name] = ""
      default:
        problems.append(
          Problem(field: field.name, code: "wrongType", message: "“\(field.label)”的 JSON 类型不对。"))
      }
    }
    for property in more ?? [] { require(property) }
  }

  /// What is wrong with the parts is told in one answer with what is wrong with the fields.
  private mutating func require(_ property: Schema.Property) {
    let name = property.name
    let (shape, isShape): (String, (JSON) -> Bool) =
      switch property.schema {
      case .list: ("[…]", { $0.array != nil })
      default: ("{…}", { $0.members != nil })
      }
    guard let sent = others.first(where: { $0.name == name })?.value else {
      if property.isRequired {
        problems.append(
          Problem(field: name, code: "required", message: "请写成 {\"\(name)\": \(shape)}。"))
      }
      return
    }
    if !isShape(sent) {
      problems.append(
        Problem(field: name, code: "wrongType", message: "请写成 {\"\(name)\": \(shape)}。"))
    }
  }

  /// A field that is asked for by what another says.
  package func needing(_ field: FieldNote, _ missing: String, if isAsked: Bool) -> Answers {
    guard isAsked, text(field).isEmpty, !problems.contains(where: { $0.field == field.name })
    else { return self }
    var answers = self
    answers.problems.append(Problem(field: field.name, code: "required", message: missing))
    return answers
  }

  private mutating func refuse(_ name: String) {
    let shown = String(name.unicodeScalars.prefix(40).map(Character.init))
    problems.append(
      Problem(field: shown, code: "unknownField", message: "这里没有“\(shown)”这一项。"))
  }

  /// Of the others a list of texts; nil where a program sent none.
  package func list(_ name: String) throws(Problems) -> [String]? {
    try other(name, "要是一个文字的列表。") { sent in
      let texts = sent.array?.map(\.string)
      return texts?.contains(nil) == false ? texts?.compactMap(\.self) : nil
    }
  }

  /// Of the others an object; nil where a program sent none.
  package func object(_ name: String) throws(Problems) -> [JSON.Member]? {
    try other(name, "要是一个对象。", \.members)
  }

  private func other<Value>(
    _ name: String, _ wrong: String, _ read: (JSON) -> Value?
  ) throws(Problems) -> Value? {
    guard face == .json, let sent = others.first(where: { $0.name == name }) else { return nil }
    if let value = read(sent.value) { return value }
    throw Problems([Problem(field: name, code: "wrongType", message: "“\(name)”\(wrong)")])
  }

  /// The others, as a form sends them.
  package var otherTexts: [(name: String, value: String)] {
    others.compactMap { other in other.value.string.map { (other.name, $0) } }
  }

  package var isEmpty: Bool { texts.isEmpty && problems.isEmpty }

  package func text(_ field: FieldNote) -> String { texts[field.name] ?? "" }

  /// All fields at once, or all their problems at once.
  package func read<each Value>(
    _ fields: repeat Field<each Value>
  ) throws(Problems) -> (repeat each Value) {
    var found = problems
    let values = (repeat read(each fields, &found))
    guard found.isEmpty else { throw Problems(found) }
    // No problem means that every field gave its value.
    return (repeat (each values)!)
  }

  /// What one input is put together from, or all that is wrong with either part.
  package static func both<One, Other>(
    _ one: @autoclosure () throws(Problems) -> One,
    _ other: @autoclosure () throws(Problems) -> Other
  ) throws(Problems) -> (One, Other) {
    let first: One
    do {
      first = try one()
    } catch {
      let all = error.all
      do { _ = try other() } catch { throw Problems(all + error.all.filter { !all.contains($0) }) }
      throw error
    }
    return (first, try other())
  }

  private func read<Value>(_ field: Field<Value>, _ problems: inout [Problem]) -> Value? {
    // A wrong type has been told already.
    if problems.contains(where: { $0.field == field.name }) { return nil }
    if field.note.fileRule != nil { return read(field, files[field.name], &problems) }
    let text = texts[field.name] ?? ""
    let isMissing = texts[field.name] == nil || !field.note.takesEmpty
    if text.isEmpty, field.note.isRequired, isMissing {
      problems.append(
        Problem(field: field.name, code: "required", message: field.note.missing))
      return nil
    }
    return take(field.read(text), field, &problems)
  }

  private func read<Value>(
    _ field: Field<Value>, _ file: UploadedFile?, _ problems: inout [Problem]
  ) -> Value? {
    if file == nil, field.note.isRequired {
      problems.append(Problem(field: field.name, code: "required", message: field.note.missing))
      return nil
    }
    return take(field.readFile(file), field, &problems)
  }

  private func take<Value>(
    _ result: Result<Value, Field<Value>.Mistake>, _ field: Field<Value>,
    _ problems: inout [Problem]
  ) -> Value? {
    switch result {
    case .success(let value): return value
    case .failure(let mistake):
      problems.append(Problem(field: field.name, code: mistake.code, message: mistake.message))
      return nil
    }
  }
}
