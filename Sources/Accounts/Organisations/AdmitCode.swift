import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Lets in a credit code that fails its own check: an officer has seen the licence (issue: hard stop).
struct AdmitCode: RecordedAct {
  struct Asked: Input {
    static let code = Field.text("code", "代码（与营业执照完全一致）", most: 40, example: "91310101PDY00001X4")
      .withFixedForm
    static let reason = Field.longText(
      "reason", "准予使用的理由", most: 300, help: "写明核对了什么，会记入日志。", example: "核对营业执照原件，证载如此")
    static let fields = [code.note, reason.note]
    let code, reason: String

    init(_ answers: Answers) throws(Problems) {
      let code: String
      (code, reason) = try answers.read(Self.code, Self.reason)
      self.code = CreditCode.normalise(code)
    }
  }

  static let name = "creditCode.admit"
  static let summary = "准予使用未通过校验的信用代码"
  static let path = Path<Nowhere>("/credit-codes")
  static let audience = Audience.members(.districtHandler, .districtApprover)
  static let schema = Schema.object([.always("code", .text)])

  let ledger: Ledger

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String> {
    do {
      _ = try CreditCode(asked.code)
    } catch {
      // A wrong character may stand on a licence; a wrong length cannot, nor what no licence prints.
      if error.reason == .length {
        throw Problems([
          Problem(field: "code", code: "length", message: "代码要有 18 位，现在是 \(asked.code.count) 位。")
        ])
      }
      guard asked.code.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }) else {
        throw Problems([
          Problem(field: "code", code: "charset", message: "代码只有数字和大写字母。")
        ])
      }
      try database.run(
        """
        INSERT INTO admitted_code (code, reason, admitted_by, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """, asked.code, asked.reason, member.caller.person.number, moment.now.milliseconds)
      return Done(
        asked.code, "准予使用未通过校验的信用代码", about: "creditCode/\(asked.code)",
        payload: ["reason": .string(asked.reason)])
    }
    throw Problems([
      Problem(field: "code", code: "provesItself", message: "这个代码通过校验，企业可以自己登记，不用另外准予。")
    ])
  }

  func json(_ code: String) -> JSON { ["code": .string(code)] }
  func next(_ code: String, at place: Nowhere) -> Address { Paths.desk.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) -> HTML {
    Shell("准予使用未通过校验的信用代码", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "极少数营业执照上的代码通不过校验。核对原件后，可以在这里准予企业用它登记。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "准予使用")
    }
  }
}
