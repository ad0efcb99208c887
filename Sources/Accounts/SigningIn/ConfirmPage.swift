import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Asks once more, before a page that needs it.
struct ConfirmPage: View {
  typealias Asked = LoginPage.Asked

  static let name = "confirmation"
  static let summary = "再次确认是本人"
  static let path = Paths.confirmation
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]

  func answer(_ asked: Asked, at place: Nowhere, for actor: Caller, _ visit: Visit) -> String {
    asked.to
  }

  func json(_ to: String) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ to: String?, at place: Nowhere, for actor: Caller, _ visit: Visit
  ) -> HTML {
    ConfirmPage.html(Sheet(), visit, to: to ?? "")
  }

  static func html(_ sheet: Sheet, _ visit: Visit, to: String) -> HTML {
    Shell("请再次确认是您本人", on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) { "您要看的内容比较重要，请\(demand(visit))。确认后十分钟内不再询问。" }
      postForm(
        Paths.confirmation.link, on: visit,
        fields: fields(Confirm.Asked.password, Confirm.Asked.code, visit), Sheet(), button: "确认",
        held: to.isEmpty ? [] : [("to", to)])
    }
  }

  /// The same in front of a form that was sent without it: the form is sent on, nothing is lost.
  static func carry(_ visit: Visit, _ deed: Confirmation.Deed) -> HTML {
    let password = Field.secret(
      Confirmation.passwordField, "密码", autocomplete: "current-password")
    let code = Field.secret(
      Confirmation.codeField, "动态口令", most: 40, autocomplete: "one-time-code")
    let isOfCode: Set = [Identification.codeNeeded.code, Identification.wrongCode.code]
    let isOfPassword: Set = ["passwordRequired", Identification.wrong.code]
    let problems = deed.refusal.map { no in
      let field =
        isOfCode.contains(no.code)
        ? code.note.name : isOfPassword.contains(no.code) ? password.note.name : ""
      return Problem(field: field, code: no.code, message: no.sentence)
    }
    let sheet = Sheet(Answers(), problems: problems.map { [$0] } ?? [])
    let isFilledIn = deed.held.contains {
      !$0.value.isEmpty && $0.name != Edition.name
    }
    return Shell("请再次确认是您本人", on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) {
        "您正要\(deed.what)。请\(demand(visit))\(isFilledIn ? "；您填的内容都在，确认后继续办理。" : "。")"
      }
      p(.class("small quiet")) {
        deed.isGrave ? "这件事办了不能撤回，所以单独确认，只对这一次有效。" : "确认后十分钟内不再询问；办了不能撤回的事，每次单独确认。"
      }
      postForm(
        Address(site: visit.path)?.going(on: visit.list) ?? Paths.desk.link, on: visit,
        fields: fields(password, code, visit), sheet, button: "确认并继续", held: deed.held)
      p { a(.href(Paths.desk.link)) { "取消，回到“工作台”" } }
    }
  }

  private static func demand(_ visit: Visit) -> String {
    visit.caller?.hasSecondFactor == true ? "再输入一次密码和动态口令" : "再输入一次密码"
  }

  /// Only what this reader has.
  private static func fields(
    _ password: Field<String>, _ code: Field<String>, _ visit: Visit
  ) -> [FieldNote] {
    visit.caller?.hasSecondFactor == true
      ? [password.note, code.note.labelled("动态口令")] : [password.note]
  }
}
