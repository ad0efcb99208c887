import HTML
import HTTP
import Routing
import Vocabulary

/// A no, for people: what happened, what to do, and the number to quote.
package func errorPage(_ visit: Visit, _ note: ErrorNote) -> HTML {
  Shell(note.title, on: visit).page {
    panel {
      p(.class("lead")) {
        Citation.readable(note.sentence)
        if let text = note.clause { clause(text) }
      }
      if note.status == .notFound, visit.caller?.hasOtherSeats == true {
        // Of everything that is not here, whether there is such a thing or not.
        p {
          "您在别的单位也有身份。如果要看的是那里的事项，请"
          // Only to what can be opened.
          a(.href(Paths.link(Paths.seat, to: visit.isRead ? visit.target : nil))) { "切换身份" }
          "，再打开或者再办一次。"
        }
      }
      p(.class("small quiet")) {
        note.fault == nil ? "请求编号 " : "事故编号 "
        code { visit.head.idText }
        "，状态 \(note.status.code)"
      }
      p(.class("acts")) {
        if visit.caller == nil {
          a(.class("button"), .href(Paths.home.link)) { "回到首页" }
        } else {
          a(.class("button"), .href(Paths.desk.link)) { "回到工作台" }
        }
      }
    }
  }
}
