import JSON
import Testing

@testable import HTTP
@testable import Portal

/// Clauses that the line of a case carries out, each by walking there.
extension ClauseProof {
  static let line: [ClauseProof] = [
    ClauseProof(clause: "001-3.0", title: "禾欣书面提出申请，徐汇区收得到") { house in
      let number = try await house.submitted()
      let seen = try await house.enter("xh-sunli").json("/applications/\(number)")
      #expect(seen["stage"] == "submitted")
    },
    ClauseProof(clause: "001-3.5", title: "徐汇区受理、审核、两个人推荐") { house in
      let number = try await house.recommended()
      let seen = try await house.enter("sj-lv").json("/applications/\(number)")
      #expect(seen["stage"] == "recommended")
    },
    ClauseProof(clause: "001-3.5b", title: "徐汇区征求区商务委员会的意见，对方用账户答复") { house in
      let number = try await house.accepted()
      let id = try await house.consult(number)
      let answer = try await house.enter("xh-feng").post(
        "/consultations/\(id)/answer", ["opinion": "agree", "signer": "冯涛，四级主任科员"])
      #expect(answer.json["opinion"] == "agree", "\(answer.text)")
    },
    ClauseProof(clause: "001-3.5c", title: "市长质量奖核实以后，成为重点推荐") { house in
      let number = try await house.recommended()
      let seen = try await house.enter("sj-lv").json("/applications/\(number)")
      #expect(seen["priority"] == "上海市市长质量奖")
    },
    ClauseProof(clause: "001-2.3", title: "推荐报送以后，列入区的培育计划") { house in
      let number = try await house.cultivating()
      let seen = try await house.enter("sj-lv").json("/applications/\(number)")
      #expect(seen["plan"]?.array?.first?["measure"] == "工作站辅导建立品牌管理制度")
    },
    ClauseProof(clause: "001-2.5", title: "自己申请的人，经一人核对、另一人决定，进入专家库") { house in
      let sent = try await house.enter("xinren").post(
        "/experts/application", ["answers": PoolTests.answers])
      let id = try #require(sent.json["id"]?.string, "\(sent.text)")
      let handler = try await house.enter("sj-lv")
      try await handler.post(
        "/experts/applications/\(id)/opinion", ["opinion": "admit", "text": "已核对。"])
      try await house.enter("sj-shi", surely: true).post(
        "/experts/applications/\(id)/admission", ["decision": "admit"])
      let pool = try await handler.json("/experts")["items"]?.array ?? []
      #expect(pool.contains { $0["name"] == "辛仁" })
    },
    ClauseProof(clause: "001-3.7", title: "市局两个人决定委托，机构看得到要初筛的申请") { house in
      let number = try await house.entrusted()
      let seen = try await house.enter("zp-yang").json("/applications/\(number)")
      #expect(seen["stage"] == "screening")
    },
    ClauseProof(clause: "001-3.8", title: "评审完成、两个人决定以后列入公示，谁都看得到") { house in
      try house.openRound()
      let notice = try await house.publicised([try await house.reviewed()])
      let shown = try await house.json("/api/v1/notices/\(notice)")
      #expect(shown["items"]?.array?.map { $0["item"] } == ["禾欣有机米饼"])
    },
    ClauseProof(clause: "001-3.9", title: "公示期满没有异议的，进入向社会发布的名单") { house in
      let (_, list) = try await house.listed()
      let shown = try await house.json("/api/v1/lists/\(list)")
      #expect(shown["items"]?.array?.map { $0["item"] } == ["禾欣有机米饼"])
    },
    ClauseProof(clause: "001-3.10", title: "上了名单的，登记以后可以使用标志，谁都能核验") { house in
      let (number, _) = try await house.listed()
      try await house.license(number)
      let known = try await house.json("/api/v1/verify?code=SHBP-2026-0001")
      #expect(known["state"] == "valid" && known["mark"]?["number"] == "BZ-2026-0001")
    },
    ClauseProof(clause: "001-1.2c", title: "上了名单的产品和它主导的先进标准，计入两个目标") { house in
      _ = try await house.listed(standards: ListTests.standards)
      #expect(
        try await house.json("/api/v1/counters") == [
          "standards": ["goal": 40, "count": 1], "items": ["goal": 100, "count": 1],
        ])
    },
  ]
}
