import Design
import HTML
import Routing
import Vocabulary

/// The form of an amendment, and beside it what stands, where somebody else has changed that.
struct AmendPage {
  let activity: Activity
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    let place = ItemPlace(activity.id)
    return Shell(
      AmendActivity.summary, on: visit,
      trail: [
        ("活动", Paths.activities.link), (activity.title, ActivityView.path.link(place)),
      ]
    ).page {
      errorSummary(sheet)
      if sheet.problems.contains(where: { $0.code == "stale" }) { standing }
      if let no = refusal {
        note(.warn) { p { no.sentence } }
      } else {
        if activity.taken > 0 {
          note { p { "已经有 \(activity.taken) 人报名。时间、地点改了，会通知他们的单位。" } }
        }
        postForm(
          AmendActivity.path.link(place), on: visit, fields: ActivityPlan.fields,
          sheet.answers.isEmpty
            ? Sheet(Answers(activity.texts), problems: sheet.problems) : sheet,
          button: "保存", held: [("edition", "\(sheet.edition(now: activity.edition))")])
      }
    }
  }

  private var refusal: Refusal? {
    do throws(Refusal) {
      try activity.admitChange(at: visit.now)
      return nil
    } catch {
      return error
    }
  }

  private var standing: HTML {
    panel("现在的第 \(activity.edition) 版") {
      factList {
        fact("活动名称", HTML(activity.title))
        fact("类别", HTML(activity.kind.title))
        fact("内容", HTML(activity.topic))
        fact("地点", HTML(activity.place))
        fact("时间", HTML(activity.hours))
        fact("报名截止", moment(activity.deadline))
        fact("名额", HTML("\(activity.capacity)"))
      }
    }
  }
}
