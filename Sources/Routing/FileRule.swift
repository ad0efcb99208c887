import HTTP
import Vocabulary

/// What a file slot takes.
package struct FileRule: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case pdf, jpeg, png, docx, xlsx, ofd

    /// What its first bytes must be (reliability §7).
    var magic: [UInt8] {
      switch self {
      case .pdf: Array("%PDF-".utf8)
      case .jpeg: [0xFF, 0xD8, 0xFF]
      case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      case .docx, .xlsx, .ofd: [0x50, 0x4B, 3, 4]
      }
    }

    /// Several kinds are archives: what must lie in one to be of this kind.
    var entry: String? {
      switch self {
      case .pdf, .jpeg, .png: nil
      case .docx: "word/document.xml"
      case .xlsx: "xl/workbook.xml"
      case .ofd: "OFD.xml"
      }
    }

    /// Browsers show it by themselves.
    package var isShown: Bool { entry == nil }

    package var title: String {
      switch self {
      case .pdf: "PDF"
      case .jpeg: "JPG"
      case .png: "PNG"
      case .docx: "DOCX"
      case .xlsx: "XLSX"
      case .ofd: "OFD"
      }
    }

    package var mediaType: MediaType {
      switch self {
      case .pdf: .pdf
      case .jpeg: .jpeg
      case .png: .png
      case .docx: .docx
      case .xlsx: .xlsx
      case .ofd: .ofd
      }
    }

    /// How names of such files end; the first is given to those that end otherwise.
    private var endings: [String] {
      switch self {
      case .pdf: ["pdf"]
      case .jpeg: ["jpg", "jpeg"]
      case .png: ["png"]
      case .docx, .xlsx, .ofd: [rawValue]
      }
    }
  }

  package let kinds: [Kind]
  package let mostBytes: Int

  package init(_ kinds: [Kind] = [.pdf, .jpeg, .png], mostBytes: Int = 10 << 20) {
    self.kinds = kinds
    self.mostBytes = mostBytes
  }

  /// “PDF、JPG 或 PNG”
  package var words: String {
    let titles = kinds.map(\.title)
    return (titles.count > 1 ? titles.dropLast().joined(separator: "、") + " 或 " : "")
      + (titles.last ?? "")
  }
}

extension FileRule.Kind {
  /// A name that says what the bytes are, whatever it said before: `evil.html` that begins like a
  /// PDF is `evil.pdf`. What stands before the ending stays.
  package func named(_ name: String) -> String {
    let stem = FileRule.Kind.visible(name)
    if stem.contains("."), hasOwnEnding(stem) { return stem }
    let base = FileRule.Kind.withoutEnding(stem)
    if base.contains("."), hasOwnEnding(base) { return base }
    return (base.isEmpty ? "文件" : base) + "." + endings[0]
  }

  private func hasOwnEnding(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && !parts.dropLast().joined().isEmpty
      && endings.contains(parts[parts.count - 1].lowercased())
  }

  /// What follows the last dot, where it looks like an ending: short, and not a number.
  private static func withoutEnding(_ name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return name }
    let ending = name[name.index(after: dot)...].utf8
    let isEnding =
      1...5 ~= ending.count
      && ending.allSatisfy {
        0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0
      } && ending.contains { $0 > 0x39 }
    return isEnding ? trimmed(String(name[..<dot])) : name
  }

  /// Without what a text may not have, and without the dots and blanks at its end that some systems
  /// drop.
  private static func visible(_ name: String) -> String {
    let kept = name.unicodeScalars.filter { scalar in
      let fault = TextFault(String(Character(scalar)), most: 1, allowsBlank: true)
      return fault == nil
    }
    return trimmed(String(String.UnicodeScalarView(kept)))
  }

  private static func trimmed(_ name: String) -> String {
    var scalars = name.unicodeScalars[...]
    while let last = scalars.last, last == "." || last.properties.isWhitespace {
      scalars.removeLast()
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// A file that has been looked at: what it is, and a name that says so.
package struct SentFile: Sendable {
  package let upload: UploadedFile
  package let kind: FileRule.Kind
  package let name: String

  /// So many characters a name has at most.
  package static let longestName = 120
}

extension Field where Value == SentFile {
  package static func file(
    _ name: String, _ label: String, _ rule: FileRule = FileRule(), help: String? = nil
  ) -> Field {
    var field = Field(
      note: FieldNote(
        name: name, label: label, help: help, kind: .file(rule), isRequired: true, example: "")
    ) { _ in .failure(Mistake(code: "wrongType", message: "“\(label)”要作为文件上传。")) }
    field.readFile = { file in
      guard let file else { return .failure(Mistake(code: "required", message: "请上传“\(label)”。")) }
      if file.isTooLarge || file.size > rule.mostBytes {
        return .failure(
          Mistake(code: "tooLarge", message: "“\(label)”最大 \(rule.mostBytes >> 20) MB，请压缩后再传。"))
      }
      guard let kind = file.kind(among: rule.kinds) else {
        return .failure(
          Mistake(code: "fileKind", message: "“\(label)”应为 \(rule.words) 文件，内容也应与文件类型相符。"))
      }
      switch TextFault(file.name, most: SentFile.longestName) {
      case .control, .blank:
        return .failure(
          Mistake(code: "control", message: "“\(label)”的文件名里有不能使用的字符，请改名后再传。"))
      case .tooLong:
        return .failure(
          Mistake(
            code: "tooLong", message: "“\(label)”的文件名最多 \(SentFile.longestName) 个字，请改名后再传。"))
      case nil: break
      }
      return .success(SentFile(upload: file, kind: kind, name: kind.named(file.name)))
    }
    return field
  }
}

extension Field where Value == SentFile {
  /// One that came another way than with a form.
  package func read(_ file: UploadedFile) throws(Problems) -> SentFile {
    switch readFile(file) {
    case .success(let sent): return sent
    case .failure(let mistake):
      throw Problems([Problem(field: name, code: mistake.code, message: mistake.message)])
    }
  }
}

extension Field where Value == UploadedFile {
  /// A part of a file: bytes without a name or a kind of their own.
  package static func piece(_ name: String, _ label: String, mostBytes: Int) -> Field {
    var field = Field(
      note: FieldNote(
        name: name, label: label, help: nil, kind: .file(FileRule([], mostBytes: mostBytes)),
        isRequired: true, example: "")
    ) { _ in .failure(Mistake(code: "wrongType", message: "“\(label)”要作为文件上传。")) }
    field.readFile = { file in
      guard let file else { return .failure(Mistake(code: "required", message: "请上传“\(label)”。")) }
      if file.isTooLarge || file.size > mostBytes {
        return .failure(
          Mistake(code: "tooLarge", message: "“\(label)”最多 \(mostBytes) 个字节。"))
      }
      return .success(file)
    }
    return field
  }
}

extension FileRule {
  /// False where what begins like this can be of none of the kinds.
  package func mayBegin(_ piece: UploadedFile) -> Bool {
    kinds.contains { kind in
      let count = min(kind.magic.count, piece.start.count)
      return piece.start.prefix(count).elementsEqual(kind.magic.prefix(count))
    }
  }
}

extension UploadedFile {
  /// By its first bytes, whatever its name says.
  func kind(among kinds: [FileRule.Kind]) -> FileRule.Kind? {
    let alike = kinds.filter { start.starts(with: $0.magic) }
    guard alike.contains(where: { $0.entry != nil }) else { return alike.first }
    let names = ArchiveNames.of(self)
    // What runs when it is opened is no evidence of anything.
    if names.contains(where: { $0.hasSuffix("vbaProject.bin") }) { return nil }
    return alike.first { $0.entry.map(names.contains) ?? true }
  }
}

extension Response {
  /// Saved, not shown; and where a browser shows it all the same, nothing in it runs
  /// (reliability R60).
  package mutating func offerAsFile(_ name: String) {
    fields.add("Content-Disposition", Disposition.attachment(name))
    fields.add("Content-Security-Policy", "sandbox")
  }

  /// Shown where the browser can. Chromium's PDF viewer refuses to work in a sandbox, so a PDF goes
  /// out with its checked type alone, to be framed by nobody else.
  package mutating func showAsFile(_ name: String, _ kind: FileRule.Kind) {
    fields.add("Content-Disposition", Disposition.inline(name))
    fields.add(
      "Content-Security-Policy", kind == .pdf ? "frame-ancestors 'self'" : "sandbox")
  }
}
