import Design
import Digest
import HTML
import Journal
import Routing
import Vocabulary

/// How the record looks.
enum JournalPage {
  /// The end of the chain, and the two ways to check all of it.
  static func chain(_ head: Head, _ visit: Visit) -> HTML {
    panel("日志链") {
      p { "到第 \(head.sequence) 条，链首是" }
      code(.class("hash")) { head.hex }
      p { a(.class("button plain"), .href(VerificationView.path.link)) { "由服务器核验日志链" } }
      p(
        .class("small quiet"), .id("chain-check"), .role("status"),
        .data("data-chain", LinksView.api)
      ) { "打开 JavaScript，就能由您自己的浏览器逐条重算哈希，不必相信服务器。" }
    }
  }

  static func list(_ answer: JournalView.Answer, _ sheet: Sheet) -> HTML {
    if answer.items.isEmpty {
      return emptyState("没有符合条件的记录", "换个条件，或清空条件看全部。", action: ("看全部", Paths.journal.link))
    }
    let rows = answer.items.map { item in
      let link = item.link
      return [
        a(.href(EntryView.path.link(SequencePlace(link.sequence)))) { "\(link.sequence)" },
        moment(link.at), who(item), HTML(link.summary),
        link.subject.map { subject in
          a(.href(JournalView.path.link(Nowhere(), query: [("subject", subject)]))) {
            SubjectWords.words(subject)
          }
        } ?? HTML(""),
        code { String(Hex.text(link.hash).prefix(12)) },
      ]
    }
    return group {
      DataTable(
        "记录，新的在前",
        [
          .init("序号"), .init("时间"), .init("谁", isKept: true), .init("做了什么"), .init("关于"),
          .init("哈希"),
        ], rows
      ).html
      if let next = answer.next {
        p {
          a(.href(JournalView.path.link(Nowhere(), query: query(sheet, next))), .rel("next")) {
            "更早的记录"
          }
        }
      }
    }
  }

  private static func query(_ sheet: Sheet, _ next: Int) -> [(name: String, value: String)] {
    [
      JournalView.Asked.person.note, JournalView.Asked.subject.note, JournalView.Asked.act.note,
      JournalView.Asked.from.note, JournalView.Asked.to.note,
    ]
    .map { ($0.name, sheet.text($0)) }.filter { !$0.1.isEmpty } + [("before", "\(next)")]
  }

  private static func who(_ item: JournalView.Item) -> HTML {
    switch item.link.actor {
    case "system": HTML("系统")
    case "visitor": HTML("未登录的人")
    case "operator": HTML("运行人员")
    default:
      a(.href(JournalView.path.link(Nowhere(), query: [("person", item.link.actor)]))) {
        item.name ?? item.link.actor
      }
    }
  }
}
