import Asking
import Design
import Policy

/// How an enterprise stands, in one line that nobody can take for the city's verdict: what it says of
/// itself is one number, what registers prove another, and only the latter is green.
struct Headline: Equatable {
  let proven: Int
  let said: Int
  let open: Int
  let failing: Int

  init(proven: Int, said: Int, open: Int, failing: Int) {
    self.proven = proven
    self.said = said
    self.open = open
    self.failing = failing
  }

  init(_ standing: Eligibility.Standing) {
    let passing = standing.findings.filter { $0.verdict == .pass }
    let lookedUp = standing.lookedUp
    proven = passing.count { lookedUp.contains($0.condition.id) }
    said = passing.count - proven
    open = standing.findings.count { $0.verdict == .evidence }
    failing = standing.findings.count { $0.verdict == .fail }
  }

  var words: String {
    [
      failing > 0 ? "不符合 \(failing) 条" : nil, "按企业填写符合 \(said) 条", "登记数据已证明 \(proven) 条",
      open > 0 ? "还要证明 \(open) 条" : nil,
    ].compactMap(\.self).joined(separator: "；")
  }

  var tone: Tone {
    if failing > 0 { return .wrong }
    if open > 0 { return .warn }
    return said == 0 && proven > 0 ? .good : .plain
  }

  var advice: String {
    if failing > 0 { return "下面写明是哪一条、理由和可以采取的办法。" }
    if open > 0 { return "没有发现不符合的，但有些不清楚，或要拿材料来证明，见下面各条。" }
    return "这不是审核结论。申请、推荐、公示和发布前，还会按那一天的情况重新核对。"
  }
}

extension Finding.Verdict {
  /// Nothing is green that was not looked up.
  func words(isLookedUp: Bool) -> String {
    self != .pass ? title : isLookedUp ? "登记数据已证明" : "按企业填写符合"
  }

  func tone(isLookedUp: Bool) -> Tone { self == .pass && !isLookedUp ? .blue : tone }
}
