import Accounts
import JSON
import Testing

@testable import HTTP
@testable import Portal

/// What the workstations do, by walking there.
extension ClauseProof {
  static let cultivation: [ClauseProof] = [
    ClauseProof(clause: "001-3.6", title: "列入培育计划的禾欣，收到本区工作站发布活动的通知") { house in
      _ = try await house.cultivating()
      _ = try await house.announce([("title", "浦东的")], by: "zj-han")
      _ = try await house.announce()
      let titles = try await house.enter("wangjianguo").inboxTitles()
      #expect(titles.filter { $0.hasPrefix("活动") } == ["活动“品牌管理制度怎样建”：可以报名了"])
      #expect(try await house.enter("zhaomin").inboxTitles().filter { $0.hasPrefix("活动") } == [])
    },
    ClauseProof(clause: "001-3.6b", title: "工作站发布辅导，禾欣报名，当天签到，参加过的活动写进企业档案") { house in
      let activity = try await house.announce()
      let signUp = try await house.signUp(activity)
      house.passToActivity(hour: 14)
      let came = try await house.enter("chj-shen").post("/sign-ups/\(signUp)/attendance")
      try #require(came.status == .ok, "\(came.text)")
      let dossier = try await house.enter("lihua").json(
        "/organisations/\(Cast.organisation("hexin"))/dossier")
      #expect(
        dossier["activities"]?.array?.map { $0["title"] } == ["品牌管理制度怎样建"])
    },
  ]
}
