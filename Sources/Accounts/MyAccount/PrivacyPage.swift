import Design
import HTML
import JSON
import Routing
import Vocabulary

/// What is done with personal data, in words people read (个人信息保护法 第17条).
struct PrivacyPage: View {
  typealias Asked = Nothing

  static let name = "privacy"
  static let summary = "个人信息怎样使用"
  static let path = Paths.privacy
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> Bool {
    true
  }
  func json(_ answer: Bool) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ answer: Bool?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell("个人信息怎样使用", on: visit, current: Paths.privacy.link).page {
      p(.class("lead")) { "本平台只收集办理“上海品牌”培育试点所必需的信息，由市、区市场监管部门依职责使用。" }
      DataTable(
        "收集什么，为什么，留多久", [.init("信息"), .init("为什么"), .init("留多久")],
        [
          ["姓名", "办理记录要写明是谁办的", "与办理记录同期"],
          ["登录名、密码", "登录；密码只存不可还原的形式", "到注销账户"],
          ["电子邮箱、电话", "通知、找回密码、办理中联系", "到注销账户"],
          ["登录时间、网络地址、浏览器", "让您发现冒用，查处攻击", "半年"],
          ["营业执照、授权书", "确认您代表企业", "与办理记录同期"],
          ["活动报名的人的姓名、职务、电话", "工作站签到和联系；只有工作站和报名的企业看得到", "撤回报名即删除"],
          ["填写申请书时还没有存上的内容", "断线、登录结束以后接着填；只存在您自己的浏览器里", "存上即删"],
          ["办理记录", "任何决定都可以复查", "不少于三年"],
        ].map { $0.map { HTML($0) } }
      ).html
      panel("谁能看到") {
        div(.class("prose")) {
          ul {
            li { "您本人；您所在单位有管理身份的同事（联系方式默认隐去中间几位）。" }
            li { "企业所在区的经办和审核人员；监督和审计人员。" }
            li { "别人查看您交的营业执照、授权书和异议的证据，记入任何人都不能改动的日志。" }
            li { "查看完整联系方式、导出，还要写明理由，一并记入日志。" }
            li { "监督和审计人员看到的姓名，中间或末尾是隐去的。" }
            li { "不向社会公开个人信息，公开的名单里没有个人。" }
          }
        }
      }
      panel("不收集什么") {
        p { "不收集身份证号码，不收集银行账号，不使用任何第三方的统计或广告程序。" }
      }
      panel("您的权利") {
        p {
          "登录后在"
          a(.href(Paths.account.link)) { "“我的账户”" }
          "里可以查看、更正、取得副本和注销。有疑问，请找"
          a(.href(Paths.contacts.link)) { "所在区的联系人" }
          "。"
        }
      }
    }
  }
}
