import Vocabulary

/// What can be done with an activity now: asked by the acts while they run, and before by the pages
/// that offer them.
extension Activity {
  func admitChange(at now: Instant) throws(Refusal) {
    try admitLife()
    guard now < starts, attended == 0 else {
      throw Refusal(.conflict, code: "begun", "活动已经开始，不能再改或取消。", clause: Cultivation.clause)
    }
  }

  func admitSignUp(at now: Instant) throws(Refusal) {
    try admitWithdrawal(at: now)
    guard left > 0 else {
      throw Refusal(
        .conflict, code: "full", "名额已满（共 \(capacity) 名）。有人撤回以后可以再报。", clause: Cultivation.clause)
    }
  }

  /// To the millisecond of the deadline, both ways.
  func admitWithdrawal(at now: Instant) throws(Refusal) {
    try admitLife()
    guard now <= deadline else {
      throw Refusal(
        .conflict, code: "closed", "报名已于\(deadline.chinese)截止，不能再报名或撤回，请与\(stationName)联系。",
        clause: Cultivation.clause)
    }
  }

  /// From the morning of its first day: people come early, and some are written down afterwards.
  func admitCheckIn(at now: Instant) throws(Refusal) {
    try admitLife()
    guard now.day >= starts.day else {
      throw Refusal(
        .conflict, code: "tooEarly", "\(starts.day.chinese)当天起才能签到。", clause: Cultivation.clause)
    }
  }

  private func admitLife() throws(Refusal) {
    guard cancelled == nil else {
      throw Refusal(
        .conflict, code: "cancelled", "活动已经取消：\(reason)", clause: Cultivation.clause)
    }
  }
}
