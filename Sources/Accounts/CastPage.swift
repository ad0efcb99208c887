import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Everybody in the demo, each one press away. The route exists in the demo alone.
struct CastPage: View {
  typealias Asked = Nothing

  static let name = "cast"
  static let summary = "演示人员（仅演示）"
  static let path = Paths.cast
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let offersForm = true
  static let faces: Set<Visit.Face> = [.page]

  let cast: Cast

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> Bool {
    true
  }
  func json(_ answer: Bool) -> JSON { [:] }

  private static let groups: [(kind: OrganisationKind?, heading: String, hint: String)] = [
    (.enterprise, "企业", "登记企业、管理成员，填报和提交申请。"),
    (nil, "刚注册的人", "还没有加入企业：看看空的工作台怎样引路。"),
    (.district, "区级市场监管部门", "徐汇区有一件待确认的企业证明。"),
    (.department, "会办部门", "答复区市场监管部门征求的意见。"), (.workstation, "品牌培育工作站", "发布活动、辅导企业。"),
    (.thirdParty, "第三方专业机构", "初筛材料、组织评审。"), (.expertPool, "评审专家", "签署承诺、评分。"),
    (.bureau, "市局", "管理单位和人员，开放批次、作出决定。"), (.oversight, "监督和审计", "查看日志，核验日志链。"),
  ]

  func page(
    _ sheet: Sheet, _ answer: Bool?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      "演示人员", on: visit, current: Paths.cast.link,
      line: span(.class("quiet")) { "一按就以这个人的身份进入，不用密码。全是虚构的人，只在演示里有。" }
    ).page {
      for part in Self.groups {
        let players = cast.players.filter { $0.roles.first?.role.kind == part.kind }
        if !players.isEmpty {
          h2 { part.heading }
          p(.class("quiet")) { part.hint }
          ul(.class("grid four")) {
            for player in players {
              li(.class("panel")) {
                h3 { player.name }
                p(.class("small quiet")) {
                  player.roles.isEmpty
                    ? "还没有身份" : player.roles.map(\.role.title).joined(separator: "、")
                }
                postForm(
                  CastEntry.path.link, on: visit, button: "以\(player.name)进入", look: .plain,
                  held: [("login", player.login)])
              }
            }
          }
        }
      }
      p(.class("small quiet")) {
        "也可以在登录页用登录名登录，密码都是 \(Cast.password)；动态口令的密钥在 --accounts 写出的文件里。"
      }
    }
  }
}
