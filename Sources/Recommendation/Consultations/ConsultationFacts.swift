import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was asked and what was said, for whoever may read it.
struct ConsultationFacts {
  let asked: Consultation
  let file: Case
  let today: Day

  var html: HTML {
    panel {
      factList {
        fact("发函", HTML(file.unitName))
        fact("征求", HTML(asked.name))
        fact("企业", HTML(file.enterpriseName))
        fact("产品或服务", HTML("\(file.item)（编号 \(file.number)）"))
        fact("问题", HTML(asked.question))
        fact("请答复到", date(asked.due))
        fact("现在", ConsultationMark.html(asked, on: today))
        if let reply = asked.reply {
          if !reply.text.isEmpty { fact("具体意见", HTML(reply.text)) }
          fact(
            "答复",
            group {
              "\(reply.signer)，"
              moment(reply.at)
              reply.isByLink ? "，凭一次性链接" : ""
            })
        }
      }
    }
  }
}

enum ConsultationMark {
  /// A word always, beside the colour.
  static func html(_ asked: Consultation, on today: Day) -> HTML {
    let tone: Tone =
      switch asked.reply?.opinion {
      case .agree?, Consultation.Opinion.none?: .good
      case .conditional?, .incomplete?: .warn
      case .disagree?: .wrong
      case nil: asked.isLate(on: today) ? .wrong : asked.isOpen ? .warn : .plain
      }
    return state(asked.state(on: today), tone)
  }
}
