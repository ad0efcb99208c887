import Vocabulary

extension Field where Value == String {
  /// A password or a code: up to `most` characters of any kind, to be judged by whoever checks it.
  package static func secret(
    _ name: String, _ label: String, most: Int = 200, help: String? = nil, autocomplete: String,
    isRequired: Bool = true
  ) -> Field {
    var note = FieldNote(
      name: name, label: label, help: help, kind: .secret(most: most), isRequired: isRequired,
      example: "")
    note.autocomplete = autocomplete
    return Field(note: note) { text in
      text.unicodeScalars.count <= most
        ? .success(text)
        : .failure(.init(code: "tooLong", message: "“\(label)”最多 \(most) 个字符。"))
    }
  }

  package func filledIn(by hint: String) -> Field {
    var note = note
    note.autocomplete = hint
    return Field(note: note, read: read)
  }

  /// Long as codes and numbers are, whatever the limit says.
  package var withFixedForm: Field {
    var note = note
    note.hasFixedForm = true
    return Field(note: note, read: read)
  }

  /// One of those that the page lists.
  package var picked: Field {
    var note = note
    note.isPicked = true
    return Field(note: note, read: read)
  }

  /// A text that a table keeps under a rule: measured as the table measures it, by code points, so
  /// that marks piled on one letter count too. Within the table's own bounds; a test holds the two
  /// together.
  package func kept(_ length: ClosedRange<Int>) -> Field {
    var note = note
    note.kept = length
    return Field(note: note) { [note, read] text in
      if case .failure(let mistake) = read(text) { return .failure(mistake) }
      let count = text.unicodeScalars.count
      if count < length.lowerBound {
        return .failure(
          .init(code: "tooShort", "“\(note.label)”至少 \(length.lowerBound) 个字。"))
      }
      if count > length.upperBound {
        return .failure(
          .init(
            code: "tooLong",
            "“\(note.label)”最多 \(length.upperBound) 个字，加在字上的符号也算，现在有 \(count) 个。"))
      }
      return .success(text)
    }
  }

  /// One word of a known few, kept as a word.
  package static func choice(
    _ name: String, _ label: String, _ choices: [Choice], help: String? = nil,
    isRequired: Bool = true
  ) -> Field {
    Field(
      note: FieldNote(
        name: name, label: label, help: help, kind: .choice(choices), isRequired: isRequired,
        example: choices.first?.value ?? "")
    ) { text in
      choices.contains { $0.value.utf8.elementsEqual(text.utf8) } || text.isEmpty && !isRequired
        ? .success(text)
        : .failure(.init(code: "notAChoice", message: "“\(label)”要从所列的几项里选。"))
    }
  }
}

extension Field where Value == Bool {
  static var ticked: String { "yes" }

  /// A box to tick; a required one must be.
  package static func flag(
    _ name: String, _ label: String, help: String? = nil, isRequired: Bool = false
  ) -> Field {
    Field(
      note: FieldNote(
        name: name, label: label, help: help, kind: .flag, isRequired: isRequired, example: "")
    ) { text in
      // As a box sends it, or as a program writes it into an address.
      switch text {
      case Field.ticked, "true": .success(true)
      case "", "false": .success(false)
      default: .failure(.init(code: "notAFlag", message: "“\(label)”只能勾选或不勾选。"))
      }
    }
  }
}

extension Field {
  /// The same field, which may be left empty.
  package var optional: Field<Value?> {
    let note = FieldNote(
      name: note.name, label: note.label, help: note.help, kind: note.kind, isRequired: false,
      example: note.example, autocomplete: note.autocomplete)
    return Field<Value?>(note: note) { [read] text in
      if text.isEmpty { return .success(nil) }
      switch read(text) {
      case .success(let value): return .success(value)
      case .failure(let mistake):
        return .failure(Field<Value?>.Mistake(code: mistake.code, message: mistake.message))
      }
    }
  }

  /// The same field, read on into something better.
  package func mapping<Better>(
    _ convert: @escaping @Sendable (Value) -> Result<Better, Field<Better>.Mistake>
  ) -> Field<Better> {
    Field<Better>(note: note) { [read] text in
      switch read(text) {
      case .success(let value): convert(value)
      case .failure(let mistake):
        .failure(Field<Better>.Mistake(code: mistake.code, message: mistake.message))
      }
    }
  }
}

extension FieldNote {
  /// The same field under other words, and asked for.
  package func labelled(_ label: String) -> FieldNote {
    var note = FieldNote(
      name: name, label: label, help: help, kind: kind, isRequired: true, example: example)
    note.autocomplete = autocomplete
    return note
  }

  /// The same field with another word of help.
  package func helped(_ help: String) -> FieldNote {
    var note = FieldNote(
      name: name, label: label, help: help, kind: kind, isRequired: isRequired, example: example)
    note.autocomplete = autocomplete
    return note
  }

  /// The same field, shown as a choice among what there is just now.
  package func choosing(from choices: [Choice]) -> FieldNote {
    var note = FieldNote(
      name: name, label: label, help: help, kind: .choice(choices), isRequired: isRequired,
      example: example)
    note.autocomplete = autocomplete
    return note
  }
}
