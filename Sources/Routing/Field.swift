import HTTP
import JSON
import Vocabulary

/// One field that a view or an act asks for. The form, the check, the JSON and its description all
/// come from this one declaration.
package struct Field<Value: Sendable>: Sendable {
  package let note: FieldNote
  let read: @Sendable (String) -> Result<Value, Mistake>
  var readFile: @Sendable (UploadedFile?) -> Result<Value, Mistake> = { _ in
    .failure(Mistake(code: "wrongType", message: "这一项不是文件。"))
  }

  package struct Mistake: Error {
    let code: String
    let message: String

    package init(code: String, _ message: String) {
      self.code = code
      self.message = message
    }

    init(code: String, message: String) { self.init(code: code, message) }
  }

  init(note: FieldNote, read: @escaping @Sendable (String) -> Result<Value, Mistake>) {
    self.note = note
    self.read = read
  }

  package var name: String { note.name }
}

/// What is the same for fields of every type.
package struct FieldNote: Sendable {
  package enum Kind: Sendable, Equatable {
    case day
    case integer(ClosedRange<Int>)
    case text(most: Int)
    case longText(most: Int)
    /// Never shown again, never put on record.
    case secret(most: Int)
    case choice([Choice])
    case flag
    case file(FileRule)
  }

  package let name: String
  package let label: String
  package let help: String?
  package let kind: Kind
  package let isRequired: Bool
  package let example: String
  /// Said, but empty: an answer of its own, such as an empty code to be checked.
  package var takesEmpty = false
  /// What a browser may fill in by itself (WCAG 1.3.5).
  package var autocomplete: String?
  /// A code or a number, as long as it is: nobody counts its characters.
  package var hasFixedForm = false
  /// From a list that the page has, whatever it is called by.
  package var isPicked = false
  /// How long the table that keeps it lets it be, in code points.
  package var kept: ClosedRange<Int>?

  var missing: String {
    switch kind {
    case .choice: "请选择“\(label)”。"
    case _ where isPicked: "请选择“\(label)”。"
    case .flag: "请勾选“\(label)”。"
    case .file: "请上传“\(label)”。"
    default: "请填写“\(label)”。"
    }
  }

  package var isSecret: Bool { if case .secret = kind { true } else { false } }
  package var fileRule: FileRule? { if case .file(let rule) = kind { rule } else { nil } }
}

/// One of several answers to choose from.
package struct Choice: Sendable, Equatable {
  package let value: String
  package let label: String

  package init(_ value: String, _ label: String) {
    self.value = value
    self.label = label
  }
}

extension Field where Value == Day {
  package static func day(_ name: String, _ label: String, help: String? = nil) -> Field {
    Field(
      note: FieldNote(
        name: name, label: label, help: help, kind: .day, isRequired: true, example: "2026-09-30")
    ) { text in
      guard let day = Day(text) else {
        return .failure(.init(code: "notADay", message: "“\(label)”要写成 2026-09-30 这样的日期，并且确有这一天。"))
      }
      return .success(day)
    }
  }
}

extension Field where Value == Int {
  package static func integer(
    _ name: String, _ label: String, _ range: ClosedRange<Int>, help: String? = nil
  ) -> Field {
    Field(
      note: FieldNote(
        name: name, label: label, help: help, kind: .integer(range), isRequired: true,
        example: "5")
    ) { text in
      guard text.utf8.count <= 18, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
        let number = Int(text), range.contains(number)
      else {
        return .failure(
          .init(
            code: "outOfRange",
            message: "“\(label)”要填 \(range.lowerBound) 到 \(range.upperBound) 之间的整数。"))
      }
      return .success(number)
    }
  }
}

extension Field where Value == String {
  /// Limits count characters as people do: a 汉字 is one.
  package static func text(
    _ name: String, _ label: String, most: Int, help: String? = nil, example: String,
    isRequired: Bool = true
  ) -> Field {
    text(
      FieldNote(
        name: name, label: label, help: help, kind: .text(most: most), isRequired: isRequired,
        example: example))
  }

  /// Something to be checked as it was pasted, line breaks, emptiness and all.
  package static func pasted(
    _ name: String, _ label: String, most: Int, help: String? = nil, example: String
  ) -> Field {
    var note = FieldNote(
      name: name, label: label, help: help, kind: .text(most: most), isRequired: true,
      example: example)
    note.takesEmpty = true
    return text(note, allowsBreaks: true)
  }

  package static func longText(
    _ name: String, _ label: String, most: Int, help: String? = nil, example: String,
    isRequired: Bool = true
  ) -> Field {
    text(
      FieldNote(
        name: name, label: label, help: help, kind: .longText(most: most), isRequired: isRequired,
        example: example), allowsBreaks: true)
  }

  private static func text(_ note: FieldNote, allowsBreaks: Bool = false) -> Field {
    let most = note.most ?? 0
    return Field(note: note) { text in
      let fault = TextFault(
        text, most: most, allowsBreaks: allowsBreaks,
        allowsBlank: !note.isRequired || note.takesEmpty)
      switch fault {
      case .tooLong(let count):
        return .failure(
          .init(code: "tooLong", message: "“\(note.label)”最多 \(most) 个字，现在有 \(count) 个。"))
      case .blank: return .failure(.init(code: "required", message: note.missing))
      case .control:
        return .failure(.init(code: "control", message: "“\(note.label)”里有不能使用的控制字符。"))
      case nil: return .success(text)
      }
    }
  }
}

extension FieldNote {
  /// The most characters a text may have.
  package var most: Int? {
    switch kind {
    case .text(let most), .longText(let most), .secret(let most): most
    case .day, .integer, .choice, .flag, .file: nil
    }
  }
}
