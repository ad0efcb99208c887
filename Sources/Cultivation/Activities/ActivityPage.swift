import Design
import Desk
import HTML
import Routing
import Vocabulary

/// How an activity looks; at the door on a phone, each person is a card with a button.
struct ActivityPage {
  let answer: ActivityView.Answer
  let visit: Visit

  private var activity: Activity { answer.line.activity }
  private func offers(_ name: String) -> Bool { answer.acts.contains { $0.name == name } }

  func html(_ sheet: Sheet) -> HTML {
    Shell(
      activity.title, on: visit, trail: [("活动", Paths.activities.link)],
      line: group {
        answer.line.state.tag
        " \(activity.kind.title)，\(activity.stationName)"
      }
    ).page {
      errorSummary(sheet)
      if activity.cancelled != nil { note(.warn) { p { "活动已经取消：\(activity.reason)" } } }
      if answer.isOwn {
        people
        facts
        changes
      } else {
        facts
        people
        signUp(sheet)
      }
    }
  }

  private var facts: HTML {
    section(.class("panel"), .aria("aria-label", "活动情况")) {
      factList {
        fact("时间", HTML(activity.hours))
        fact("地点", HTML(activity.place))
        fact("内容", HTML(activity.topic))
        fact("举办", HTML("\(activity.stationName)（\(activity.unitName)）"))
        fact("报名截止", moment(activity.deadline))
        fact("名额", HTML("共 \(activity.capacity) 名，还剩 \(activity.left) 名"))
      }
    }
  }

  private var changes: HTML {
    ul(.class("links")) {
      for act in answer.acts {
        li { a(.class("button plain"), .href(act.address)) { act.title } }
      }
    }
  }

  private var people: HTML? {
    guard let people = answer.people else { return nil }
    if people.isEmpty {
      return answer.isOwn ? emptyState("还没有人报名", "企业报名以后会出现在这里，活动当天在这里签到。") : nil
    }
    var columns: [DataTable.Column] = [.init("姓名"), .init("职务"), .init("电话", isKept: true)]
    if answer.isOwn { columns.append(.init("企业")) }
    columns.append(.init(answer.isOwn ? "签到" : "情况"))
    let came = people.count { $0.signUp.attended != nil }
    return DataTable(
      answer.isOwn
        ? "报名 \(people.count) 人，签到 \(came) 人" : "您单位报名的人", columns,
      people.map { person in
        let known = person.signUp
        let cells = [HTML(known.name), HTML(known.position), HTML(known.phone)]
        return cells + (answer.isOwn ? [HTML(known.enterpriseName)] : [])
          + [
            group {
              if let at = known.attended { state("\(ClockTime(at)) 已签到", .good) }
              for act in person.acts {
                postForm(
                  act.address, on: visit, button: "\(act.title)：\(known.name)", look: .plain)
              }
              if known.attended == nil, person.acts.isEmpty { state("已报名") }
            }
          ]
      }
    ).html
  }

  private func signUp(_ sheet: Sheet) -> HTML? {
    if offers(SignUpPerson.name) {
      return group {
        h2 { "报名" }
        p { "一次报一个人。所填的只给工作站签到和联系用，不公开；撤回报名即删除。" }
        postForm(
          SignUpPerson.path.link(ItemPlace(activity.id)), on: visit,
          fields: SignUpPerson.Asked.fields, sheet.of(SignUpPerson.self), button: "报名")
      }
    }
    guard visit.caller == nil, answer.line.state == .open else { return nil }
    return p {
      a(.class("button"), .href(Paths.login.link)) { "企业登录以后报名" }
      " "
      a(.href(Paths.register.link)) { "还没有账户？注册企业账户" }
    }
  }
}
