import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// On the case's page: its entry in the list, what was asked of the mark, its licence.
struct EntryPart: CasePart {
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    let step = Lifecycle.register
    return try all.map { one in
      guard one.admits(step) else { return [:] }
      var offer = Offer(
        step, step.title, at: RegisterMark.path.link(one.facts.file.place), hasForm: true)
      offer.schema = "\(one.facts.package.id).\(try one.facts.package.form(.mark).id)"
      return [step.name: [offer]]
    }
  }

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard CaseScope.isInside(member.seat),
      let entry = try Entries.of(facts.file.id, in: database)
    else { return nil }
    let code = entry.code
    let asked = facts.matters.last { $0.kind == .mark }
    let scope = try asked.map {
      try Marks.scope(Marks.answers($0.id, in: database), facts.package)
    }
    let sample =
      try asked == nil
      ? nil
      : Attachments.newest(
        RegisterMark.Asked.sample.name, of: facts.file, in: database)
    let (state, since) = entry.state(on: facts.now.day)
    @Sendable func members() -> [JSON.Member] {
      var members: [JSON.Member] = [
        .init(
          "entry",
          [
            "code": .string(code), "state": .string(state.rawValue), "since": .string("\(since)"),
            "href": .string("/api/v1" + EntryView.path.link(CodePlace(code)).text),
          ])
      ]
      if let asked {
        members.append(
          .init(
            "mark",
            [
              "state": .string(asked.isOpen ? "asked" : asked.outcome),
              "scope": .string(scope ?? ""),
            ]))
      }
      return members
    }
    return CaseShown(
      "名单和标志",
      group {
        factList {
          fact("标志编号", a(.href(EntryView.path.link(CodePlace(code)))) { code })
          fact("状态", Design.state(state.title, state.tone))
          fact("自何时", date(since))
          if let asked {
            fact(
              "标志使用", HTML(asked.isOpen ? "等市局登记" : asked.outcome == "licensed" ? "已登记" : "没有登记"))
            fact("使用范围", HTML(scope ?? ""))
          }
          if let licence = entry.licence { fact("登记号", HTML(licence.number)) }
        }
        if let sample { p { a(.href(sample)) { "样稿" } } }
      }, members())
  }
}
