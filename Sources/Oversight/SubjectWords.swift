/// What an entry is about, in words: the journal itself keeps names of things that never change.
enum SubjectWords {
  private static let kinds = [
    "activity": "活动", "application": "申请", "batch": "推荐批", "calendar": "放假安排", "claim": "代表企业的证明",
    "commission": "委托", "draw": "抽取", "entry": "名单条目", "expert": "专家", "journal": "日志",
    "list": "名单",
    "notice": "公示", "objection": "异议", "organisation": "单位", "panel": "评审组", "person": "人员",
    "policy": "政策包", "record": "登记数据", "registry": "数据导入", "report": "评审报告", "review": "评分表",
    "round": "批次", "screening": "初筛", "session": "登录", "signUp": "报名",
  ]

  /// 单位 3g92k1x0c7m5q; what has no word stays as it is.
  static func words(_ subject: String) -> String {
    let parts = subject.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = kinds[parts[0]] else { return subject }
    return "\(kind) \(parts[1])"
  }
}
