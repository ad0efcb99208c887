import JSON
import Vocabulary

/// What the workstations hold and who comes.
extension Play {
  struct Activity {
    let title, kind, topic, place: String
    /// So many days before the demo's day; after it when negative.
    let on: Int
    let capacity: Int
  }

  func announce(_ login: String, _ activity: Activity) async throws -> String {
    let day = day(activity.on)
    let announced = try await stage.post(
      login, "/activities/new",
      [
        "title": .string(activity.title), "kind": .string(activity.kind),
        "topic": .string(activity.topic), "place": .string(activity.place),
        "startsOn": .string("\(day)"), "startsTime": "14:00", "endsTime": "16:30",
        "deadlineOn": .string("\(day.advanced(by: -1))"), "deadlineTime": "17:00",
        "capacity": .integer(activity.capacity),
      ])
    return announced["id"]?.string ?? ""
  }

  func signUp(_ key: String, _ name: String, _ position: String, to activity: String) async throws
    -> String
  {
    let signed = try await stage.post(
      script.enterprise(key).writer, "/activities/\(activity)/sign-ups",
      ["name": .string(name), "position": .string(position)])
    return signed["id"]?.string ?? ""
  }

  /// One that is over: three came, one did not.
  func holdFirst() async throws {
    let activity = try await announce(
      "chj-shen",
      Activity(
        title: "品牌管理制度怎样建", kind: "training", topic: "品牌战略、管理制度和首席品牌官的职责，结合评价指标逐条讲解。",
        place: "徐汇区宜山路 700 号", on: 142, capacity: 40))
    var signed: [String] = []
    for (key, name) in [("hexin", "李华"), ("d06", "倪静"), ("d12", "岳琳"), ("d17", "潘宁")] {
      signed.append(try await signUp(key, name, "品牌负责人", to: activity))
    }
    try go(142, isOffice: false)
    for id in signed.dropLast() { try await stage.post("chj-shen", "/sign-ups/\(id)/attendance") }
  }

  /// Two that are to come; one of them is full.
  func announceComing() async throws {
    let open = try await announce(
      "chj-shen",
      Activity(
        title: "申请书填写答疑", kind: "coaching", topic: "逐项讲解申请书和常见的退回原因，请带上正在填的申请书。",
        place: "徐汇区宜山路 700 号", on: -9, capacity: 30))
    _ = try await signUp("hexin", "李华", "品牌主管", to: open)
    let full = try await announce(
      "zj-han",
      Activity(
        title: "团体标准先进性评价交流", kind: "exchange", topic: "已经通过先进性评价的企业介绍做法。",
        place: "浦东新区博云路 2 号", on: -4, capacity: 2))
    for (name, position) in [("赵敏", "总经理"), ("钱越", "标准化总监")] {
      _ = try await signUp("yunshu", name, position, to: full)
    }
  }
}
