import Testing
import Vocabulary

@Suite("引号里面不再用同一种引号")
struct QuotesTests {
  static let cases: [(text: String, nested: String)] = [
    ("请填写“名称”。", "请填写“名称”。"), ("“甲”和“乙”", "“甲”和“乙”"),
    ("请勾选“我已阅读“个人信息怎样使用”，同意”。", "请勾选“我已阅读‘个人信息怎样使用’，同意”。"),
    ("活动“怎样申报“上海品牌””：已取消", "活动“怎样申报‘上海品牌’”：已取消"), ("“一“二“三”二”一”", "“一‘二“三”二’一”"),
    ("多了一个”", "多了一个”"), ("请勾选“材料真实。”。", "请勾选“材料真实”。"),
    ("“不能受理。”，理由见下。", "“不能受理”，理由见下。"), ("“材料真实。”没有勾选", "“材料真实。”没有勾选"),
  ]

  @Test("里面的换成单引号", arguments: cases)
  func nested(_ text: String, _ nested: String) { #expect(Quotes.nested(text) == nested) }

  static let fillings: [(template: String, value: String, text: String)] = [
    ("理由：{x}。请核对。", "材料不全。", "理由：材料不全。请核对。"), ("“米饼”：{x}", "，部门已答复", "“米饼”：部门已答复"),
    ("“米饼”：{x}", "：不同意接收", "“米饼”：不同意接收"), ("说明：{x}，请核对", "已改正。", "说明：已改正，请核对"),
    ("理由：{x}（依据 001）。", "材料不全。", "理由：材料不全（依据 001）。"),
    ("{x}", "……他写的，，就这样。。", "……他写的，，就这样。。"), ("一{x}二{y}三", "", "一二三"),
    ("申请“{x}”的", "“老字号”米饼", "申请“‘老字号’米饼”的"),
  ]

  @Test("填进去的话自己带了标点，接缝处只留一个；别人写的原样", arguments: fillings)
  func filled(_ template: String, _ value: String, _ text: String) {
    #expect(template.filled(with: ["x": value]) == text)
  }
}

@Suite("遮盖、编号、登录名、搜索用字")
struct WordsTests {
  static let masks: [(full: String, masked: String, kind: String)] = [
    ("李华", "李*", "name"), ("王建国", "王*国", "name"), ("欧阳雪", "欧阳*", "name"),
    ("欧阳震华", "欧阳**", "name"), ("司马", "司*", "name"), ("爱新觉罗氏", "爱****", "name"),
    ("甲", "*", "name"), ("", "", "name"), ("13800001234", "138****1234", "phone"),
    ("+86 138 0000 1234", "861****1234", "phone"), ("021-12345678", "021-****5678", "phone"),
    ("12345", "*****", "phone"), ("zhang@example.com", "z***@example.com", "mail"),
    ("@x", "***", "mail"), ("", "", "mail"),
  ]

  @Test("个人信息遮盖（domain/process.md §8）", arguments: masks)
  func mask(_ full: String, _ masked: String, _ kind: String) {
    switch kind {
    case "name": #expect(Mask.name(full) == masked)
    case "phone": #expect(Mask.phone(full) == masked)
    default: #expect(Mask.mail(full) == masked)
    }
  }

  @Test("编号：随机数到十三个字符再回来", arguments: [0, 1, .max, 0x8000_0000_0000_0000, 12_345])
  func ids(_ random: UInt64) throws {
    let id = PersonID(random: random)
    #expect(id.number > 0)
    #expect("\(id)".utf8.count == 13)
    #expect(PersonID("\(id)") == id)
  }

  @Test(
    "不是编号",
    arguments: [
      "", "0", "0000000000000", "zzzzzzzzzzzzz", "000000000000i", "00000000000001", "A000000000001",
    ]
  )
  func notIDs(_ text: String) { #expect(PersonID(text) == nil) }

  static let logins: [(text: String, folded: String?)] = [
    ("LiHua", "lihua"), ("ｌｉｈｕａ", "lihua"), (" lihua ", "lihua"), ("李华明", "李华明"),
    ("a.b_c-d@e", "a.b_c-d@e"), ("ab", nil), ("a b c", nil), ("a\u{0}bc", nil), ("a/b", nil),
    ("\u{2126}hm", "ωhm"), (String(repeating: "a", count: 65), nil),
  ]

  @Test("登录名：折成同一种写法", arguments: logins)
  func login(_ text: String, _ folded: String?) { #expect(LoginName(text)?.text == folded) }

  @Test(
    "拿来比较的写法：大小写、宽窄、间隔都不算",
    arguments: [
      ("禾欣牌 Rice-8", "禾欣牌rice8"), ("ＧＢ／Ｔ 1.2", "gbt12"), ("", ""), ("— ()", ""),
      ("Ａ品a\u{301}", "a品á"), ("㈱上海", "株上海"), ("Ⅷ型", "viii型"), ("café№2", "caféno2"),
      ("一二３", "一二3"),
    ])
  func plain(_ text: String, _ plain: String) {
    #expect(Plain.plain(text) == plain)
    #expect(Plain.words(text).joined() == plain)
  }

  @Test("搜索：单字和相邻两字")
  func grams() {
    #expect(Plain.words("上海 (Food)—９１") == ["上海", "food", "91"])
    #expect(Plain.grams(["上海市"]) == ["上", "海", "市", "上海", "海市"])
    #expect(Plain.needed(["上海市", "品"]) == ["上海", "海市", "品"])
    #expect(Plain.words("—（）") == [])
  }

  @Test(
    "一段在不在另一段里：逐字节比，重复的开头也不漏",
    arguments: [
      ("上海市市长质量奖", "市长质量奖", true), ("上海市市长质量奖", "市长质量奖励", false), ("aab", "ab", true),
      ("ab", "aab", false), ("abab", "", true), ("", "", true), ("", "a", false),
      ("海上海", "上海", true),
    ])
  func holds(_ text: String, _ part: String, _ isThere: Bool) {
    #expect(Plain.holds(text, part) == isThere)
  }
}
