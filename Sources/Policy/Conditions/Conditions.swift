import Vocabulary

/// All conditions of a package and the questions they turn on.
package struct Conditions: Sendable, Equatable {
  package let questions: [Question]
  package let all: [Condition]

  /// What whoever judges by them carries out (001 三（一）): each by itself.
  package static let clauses = "001 三（一）1、001 三（一）2、001 三（一）3、001 三（一）4"

  /// The self-check keeps its answers in its address, to be kept and printed by whoever asked: a server
  /// takes 8 KB of it.
  private static let mostAddress = 8000

  package func judge(_ values: Values, on today: Day) -> [Finding] {
    all.map { $0.judge(values, questions, on: today) }
  }

  init(_ node: Node) {
    node.only("questions", "conditions")
    let questions = Question.list(node.list("questions"))
    self.questions = questions
    let conditions = node.list("conditions").map { (node: $0, value: Condition($0, questions)) }
    all = conditions.map(\.value)
    node.requireUnique(conditions.map { ($0.value.id, $0.node) })
    for question in questions.flatMap({ [$0] + $0.columns }) where question.fact == nil {
      guard let fact = FactName(rawValue: question.id) else { continue }
      node.note(
        "登记数据答得了“\(fact.rawValue)”，却答不了 \(question.kind.rawValue) 题",
        "kind 用 \(fact.kinds.map(\.rawValue).sorted().joined(separator: "、"))，或换一个题号",
        at: "questions")
    }
    var answered: Set<FactName> = []
    for question in questions {
      guard let fact = question.fact, !answered.insert(fact).inserted else { continue }
      node.note("两题都由登记数据“\(fact.rawValue)”回答", "留一题，或给另一题换题号、不写 fact", at: "questions")
    }
    for question in questions.flatMap({ [$0] + $0.columns })
    where [.file, .evidence].contains(question.kind) {
      node.note("“\(question.id)”要上传文件，自查里没有", "换一类题，或放到 forms 的表格里", at: "questions")
    }
    let size = questions.reduce(0) { $0 + $1.addressBytes }
    if size > Conditions.mostAddress {
      node.note(
        "全部填满时，自查的网址有 \(size) 个字节，超过 \(Conditions.mostAddress)", "减少题目，或减小 rows、most",
        at: "questions")
    }
    for question in questions where !all.contains(where: { $0.asks.contains(question.id) }) {
      node.note("“\(question.id)”问了却没有条件用到", "删掉这一题，或在条件的 asks 里写上它", at: "questions")
    }
  }
}

extension Condition {
  init(_ node: Node, _ questions: [Question]) {
    node.only("id", "title", "text", "clause", "asks", "rules", "passed", "evidence")
    id = node.text("id", most: 40)
    title = node.text("title", most: 60)
    text = node.text("text", most: 400)
    clause = node.clause("clause")
    asks = node.texts("asks")
    passed = node.text("passed", most: 200)
    evidence = node.text("evidence", most: 300)
    rules = node.list("rules").map { Rule($0, questions) }
    for id in asks where !questions.contains(where: { $0.id == id }) {
      node.note("没有“\(id)”这一题", "改成 questions 里有的题号", at: "asks")
    }
    let used = rules.reduce(into: Set<String>()) { $0.formUnion($1.when.fields) }
    for id in used.sorted() where !asks.contains(id) && questions.contains(where: { $0.id == id }) {
      node.note("规则用到“\(id)”，asks 里却没有", "在 asks 里补上", at: "asks")
    }
  }
}

extension Condition.Rule {
  init(_ node: Node, _ questions: [Question]) {
    node.only("when", "outcome", "reason", "remedy", "clause")
    when = node.object("when").map { Expression($0, questions) } ?? .all([])
    outcome = node.choice("outcome", or: .fail)
    reason = node.text("reason", most: 300)
    remedy = node.text("remedy", most: 300)
    clause = node.has("clause") ? node.clause("clause") : nil
  }
}
