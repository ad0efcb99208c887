import Digest
import HTTP
import JSON
import Vocabulary

/// What was sent to an act, taken apart: its answers, and what every form carries besides.
struct Sending {
  static let tokenField = "form"
  static let onceField = "once"
  static let previewField = "preview"
  static let seenField = "seen"

  private(set) var answers = Answers()
  private(set) var once: Once?
  /// Given with the form, where it was asked for.
  private(set) var confirmation: (password: String, code: String)?
  /// Sent to be looked at first.
  private(set) var isPreview = false
  /// What was looked at before, where it was.
  private(set) var seen: String?
  /// The form as it came, to be sent again.
  private(set) var pairs: [Form.Pair] = []

  init(
    _ request: Request, _ upload: Result<Upload, Upload.Mistake>?, _ visit: Visit, _ route: String,
    _ act: any Act.Type
  ) throws {
    let fields = act.sent
    let takesOthers = act.takesOthers
    let form: Form?
    var files: [UploadedFile] = []
    if let upload {
      let received = try upload.get()
      form = received.form
      files = received.files
    } else if visit.face == .page {
      form = try Form(request)
    } else {
      form = nil
    }
    var key = try Sending.key(of: visit)
    if let form, visit.face == .page {
      let own = try take(form, visit, act.isPreviewed)
      key = own.once.flatMap { Sending.isKey($0.utf8) ? $0 : nil } ?? key
      answers = Answers(
        form: own.rest, files: files, fields: fields, takesOthers: takesOthers)
    } else if let form {
      answers = Answers(
        form: form, files: files, fields: fields, takesOthers: takesOthers, from: .parts)
    } else {
      guard request.head.contentType?.isJSON == true else { throw Form.Refusal.mediaType }
      answers = Answers(
        json: try JSON(parsing: request.body), fields: fields, besides: act.more)
    }
    try visit.requireEditionReadable()
    // A condition that nobody looks at is no condition.
    if visit.ifMatch != nil, !fields.contains(where: { $0.name == Edition.name }) {
      throw Problems([
        Problem(
          field: "If-Match", code: "notHere", message: "这件事不看版本号，If-Match 对它不起作用：去掉以后再办。")
      ])
    }
    if let head = visit.ifMatch, let said = Int(answers.text(Edition.field.note)), said != head,
      fields.contains(where: { $0.name == Edition.name })
    {
      throw Problems([
        Problem(
          field: Edition.name, code: "contradicts", message: "正文里的 edition 与 If-Match 说的不是同一版。")
      ])
    }
    // What a program edits may be named by its field or, as HTTP has it, by `If-Match`.
    if !act.namesEdition, fields.contains(where: { $0.name == Edition.name }),
      let edition = visit.ifMatch
    {
      answers.supply(Edition.name, "\(edition)")
    }
    answers = answers.needing(
      Edition.seen.note,
      visit.face == .page ? "这一页打开得太早，请刷新以后再办。" : Edition.seen.note.missing,
      if: act.requiresEdition && visit.ifMatch == nil)
    let digest = answers.digest(for: route, leavingOut: fields.filter(\.isSecret))
    once = key.map { Once(key: $0, digest: digest) }
  }

  /// Of the act's object, as its sender has seen it; nil: they do not say.
  func edition(_ visit: Visit) throws(Problems) -> Int? {
    let told: Int?
    do {
      told = try answers.read(Edition.field)
    } catch {
      // What else is wrong is said where the act reads what it asks.
      let own = error.all.filter { $0.field == Edition.name }
      if !own.isEmpty { throw Problems(own) }
      told = Int(answers.text(Edition.field.note))
    }
    return told ?? visit.ifMatch
  }

  /// Checks the token and takes out what is not the act's own.
  private mutating func take(
    _ form: Form, _ visit: Visit, _ isPreviewed: Bool
  ) throws -> (rest: Form, once: String?) {
    guard let key = visit.formKey, key.admits(form[Sending.tokenField] ?? "") else {
      throw Refusal(
        .forbidden, code: "formExpired", "这个表单已经过期：可能您已重新登录，或浏览器没有保存 Cookie。请返回上一页，刷新后再提交。")
    }
    let carried =
      [
        Sending.tokenField, Sending.onceField, Confirmation.passwordField, Confirmation.codeField,
      ] + (isPreviewed ? [Sending.previewField, Sending.seenField] : [])
    isPreview = isPreviewed && form[Sending.previewField] != nil
    seen = isPreviewed ? form[Sending.seenField] : nil
    pairs = form.pairs.filter { pair in
      !carried.contains { $0.utf8.elementsEqual(pair.name.utf8) }
    }
    if let password = form[Confirmation.passwordField] {
      confirmation = (password, form[Confirmation.codeField] ?? "")
    }
    return (try Form(pairs), form[Sending.onceField])
  }

  /// What was looked at is what is sent.
  var seenStill: String? { seen == mark ? seen : nil }

  /// What is looked at and sent, in a word; what is typed by hand to confirm it is no part of it.
  var mark: String {
    let told = pairs.filter { $0.name != "number" && $0.name != Edition.name }
    let text = told.map { "\($0.name.utf8.count):\($0.name)=\($0.value.utf8.count):\($0.value)" }
    return String(Hex.text(SHA256.hash(Array(text.joined(separator: "&").utf8))).prefix(20))
  }

  private static func isKey(_ text: String.UTF8View) -> Bool {
    1...200 ~= text.count && text.allSatisfy { 0x21...0x7E ~= $0 }
  }

  /// `Idempotency-Key`, quoted or not.
  private static func key(of visit: Visit) throws -> String? {
    let lines = visit.head.fields.all("idempotency-key")
    guard let line = lines.first else { return nil }
    let key = String(decoding: line, as: UTF8.self)
    guard lines.count == 1, isKey(key.utf8) else {
      throw Problems([
        Problem(
          field: "Idempotency-Key", code: "format", message: "幂等键要有且只有一个，是 1 到 200 个可见的 ASCII 字符。")
      ])
    }
    return key
  }
}

extension Answers {
  /// The same for the same answers to the same question, in whatever order they came.
  /// Secrets stay out of it: a quick digest of one could be guessed.
  fileprivate func digest(for route: String, leavingOut secrets: [FieldNote]) -> [UInt8] {
    var hash = SHA256()
    func add(_ text: String) {
      hash.update("\(text.utf8.count):".utf8)
      hash.update(text.utf8)
    }
    add(route)
    for name in texts.keys.sorted() where !secrets.contains(where: { $0.name == name }) {
      add(name)
      add(texts[name] ?? "")
    }
    for member in others.sorted(by: { $0.name < $1.name }) {
      add(member.name)
      add(String(decoding: member.value.bytes, as: UTF8.self))
    }
    for name in files.keys.sorted() {
      add(name)
      hash.update(files[name]?.digest ?? [])
    }
    return hash.finalise()
  }
}
