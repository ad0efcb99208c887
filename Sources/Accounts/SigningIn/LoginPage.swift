import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Where people sign in.
struct LoginPage: View {
  struct Asked: Input {
    static let to = Field.text(
      "to", "登录后去", most: Paths.mostCarried, example: "/desk", isRequired: false)
    static let fields = [to.note]
    let to: String
    init(_ answers: Answers) throws(Problems) { to = try answers.read(Self.to) }
  }

  static let name = "login"
  static let summary = "登录"
  static let path = Paths.login
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let offersForm = true
  static let faces: Set<Visit.Face> = [.page]

  func answer(_ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> String {
    asked.to
  }

  func json(_ to: String) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ to: String?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    LoginPage.html(Sheet(), to: to ?? "", nil, visit)
  }

  /// - Parameter passwords: to make a sum with, where one is asked for.
  static func html(_ sheet: Sheet, to: String, _ passwords: Passwords?, _ visit: Visit) -> HTML {
    let fields = [
      SignIn.Asked.login.note.labelled("登录名"), SignIn.Asked.password.note.labelled("密码"),
    ]
    let asked =
      passwords.map { Challenge.asked(fields, sheet, $0, at: visit.wall) } ?? (
        fields: fields, held: []
      )
    return Shell("登录", on: visit, current: Paths.login.link).page(beside: "其他方式", isAfter: true) {
      errorSummary(sheet, failure: "登录失败")
      if !to.isEmpty, sheet.problems.isEmpty { note { p { "请先登录，登录后回到刚才的页面。" } } }
      postForm(
        Paths.session.link, on: visit, fields: asked.fields, sheet, button: "登录",
        held: asked.held + (to.isEmpty ? [] : [("to", to)]))
    } aside: {
      panel("无法登录？") {
        ul(.class("links")) {
          li { a(.href(Register.link(to: to))) { "第一次来：注册账户" } }
          li { a(.href(Paths.reset.link)) { "忘记密码" } }
          li { a(.href(Paths.lostFactor.link)) { "手机丢了，收不到动态口令" } }
        }
        p(.class("small quiet")) { "政府部门、第三方机构和专家的账户由管理员邀请，不在这里注册。" }
      }
    }
  }

  static func secondStep(_ sheet: Sheet, pending: String, to: String, _ visit: Visit) -> HTML {
    let isFirst = sheet.problems.allSatisfy { $0.code == "totpRequired" }
    return Shell("输入动态口令", on: visit, trail: [("登录", Paths.login.link)]).page {
      if isFirst {
        p(.class("lead")) { "密码正确。这个账户启用了动态口令，请打开手机上的验证器应用。" }
      } else {
        errorSummary(sheet, failure: "登录失败")
      }
      postForm(
        Paths.session.link, on: visit, fields: [SignIn.Asked.code.note.labelled("动态口令")], Sheet(),
        button: "继续",
        held: [("pending", pending)] + (to.isEmpty ? [] : [("to", to)]))
      ul(.class("links")) { li { a(.href(Paths.lostFactor.link)) { "手机丢了，恢复码也没有了" } } }
    }
  }
}
