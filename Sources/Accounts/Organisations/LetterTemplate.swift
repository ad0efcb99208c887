import Design
import HTML
import HTTP
import JSON
import Routing
import Tables
import Vocabulary

/// A letter of authority to fill in, print, stamp and scan: what the proof asks for, ready to be used.
struct LetterTemplate: View {
  typealias Asked = Nothing

  static let name = "claim.letter"
  static let summary = "授权书样本"
  static let path = Path<Nowhere>("/enterprises/letter")
  static let audience = Audience.everyone
  static let schema = Schema.text
  static let files = [MediaType.docx]
  static let title = "授权书"

  static let paragraphs = [
    "＿＿＿＿＿＿＿＿区市场监督管理局：",
    "兹授权我单位＿＿＿＿＿＿（姓名，职务），在“上海品牌”培育试点平台上代表我单位登记企业、填写企业档案，以（填报人／签署人）的身份办理培育试点申请事项。",
    "授权期限：自＿＿＿＿年＿＿月＿＿日起，至我单位书面撤回之日止。",
    "单位名称（盖章）：＿＿＿＿＿＿＿＿＿＿＿＿", "统一社会信用代码：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
    "法定代表人（签字）：＿＿＿＿＿＿＿＿", "被授权人（签字）：＿＿＿＿＿＿＿＿　联系电话：＿＿＿＿＿＿＿＿＿＿＿＿", "日期：＿＿＿＿年＿＿月＿＿日",
    "（法定代表人本人办理的，不写授权，由本人签字说明。样本供参考，写明同样内容的自拟授权书也可以。）",
  ]

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> [UInt8] {
    TextDocument(title: Self.title, paragraphs: Self.paragraphs).file
  }

  func response(_ file: [UInt8], _ visit: Visit) -> Response? {
    var response = Response(.ok, type: .docx, file)
    response.offerAsFile("\(Self.title)（样本）.docx")
    return response
  }

  func json(_ file: [UInt8]) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ file: [UInt8]?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML { HTML() }
}
