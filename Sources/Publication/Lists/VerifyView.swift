import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Is this mark real? By the code under it, or by the name on it.
struct VerifyView: View {
  struct Asked: Input {
    static let code = Field.text(
      "code", "标志编号", most: 1000, help: "编号形如 SHBP-2026-0001，大小写和短横都可以省；同时写了名称的，看编号和名称对不对得上。",
      example: "SHBP-2026-0001",
      isRequired: false)
    static let name = Field.text(
      "name", "产品、服务、企业的名称", most: 80, example: "有机米饼", isRequired: false)
    static let fields = [code.note, name.note]
    let code, name: String
    init(_ answers: Answers) throws(Problems) {
      // Pasted from a phone, with what is not seen around it: that alone makes no other code of it.
      (code, name) = try Answers(answers.texts.mapValues(Entry.seen)).read(Self.code, Self.name)
    }
  }

  static let name = "verify"
  static let summary = "核验标志：有效、暂停、撤销、到期还是查不到"
  static let path = Paths.verification
  static let audience = Audience.everyone
  static let clause: String? = Publication.mark
  static let schema = Verdict.schema

  let gazette: Gazette

  /// So many that bear a name are shown.
  static let most = 20

  func answer(_ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Verdict
  {
    var verdict = try Verdict(asked.code, gazette, visit.now)
    if verdict.entry == nil, !asked.name.isEmpty {
      let part = Plain.plain(asked.name)
      let found = try gazette.contents.entries.filter { $0.bears(part) }
      if asked.code.isEmpty, found.count == 1 {
        verdict = try Verdict(found[0].code, gazette, visit.now)
      } else {
        verdict.named = Array(found.prefix(Self.most))
        verdict.total = found.count
      }
    }
    verdict.code = asked.code
    verdict.name = asked.name
    verdict.isAsked = !asked.code.isEmpty || !asked.name.isEmpty
    return verdict
  }

  func json(_ verdict: Verdict) -> JSON { verdict.json }

  func page(
    _ sheet: Sheet, _ verdict: Verdict?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      "这个标志是真的吗", on: visit, current: Self.path.link,
      line: HTML("扫标志旁的二维码，或者输入标志下方的编号。")
    ).page {
      errorSummary(sheet)
      form(.class("panel"), .method("get"), .action(Self.path.link), .role("search"), .novalidate())
      {
        for note in Asked.fields { field(note, sheet) }
        button(.type("submit")) { "核验" }
      }
      if let verdict, verdict.isAsked {
        verdict.html
      } else if visit.query(Asked.code.note.name) != nil {
        note(.warn) { p { "请写标志编号，或者名称。" } }
      }
    }
  }
}

/// The same at an address of its own, which the QR code leads to.
struct VerifyCode: View {
  typealias Asked = Nothing

  static let name = "verify.code"
  static let summary = "核验一个标志编号"
  static let path = Path<CodePlace>("/verify/:code")
  static let audience = Audience.everyone
  static let clause: String? = Publication.mark
  static let schema = Verdict.schema

  let gazette: Gazette

  func answer(_ asked: Nothing, at place: CodePlace, for actor: Visitor, _ visit: Visit) throws
    -> Verdict
  { try Verdict(place.code, gazette, visit.now) }

  func json(_ verdict: Verdict) -> JSON { verdict.json }

  func page(
    _ sheet: Sheet, _ verdict: Verdict?, at place: CodePlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let verdict else { return HTML() }
    return Shell("核验结果", on: visit, trail: [("核验", Paths.verification.link)]).page {
      verdict.html
      p { a(.class("button plain"), .href(Paths.verification.link)) { "再查一个" } }
    }
  }
}
