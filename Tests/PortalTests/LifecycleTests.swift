import JSON
import Publication
import Recommendation
import Review
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Applications
@testable import HTTP
@testable import Portal

@Suite("环节表：谁、从哪里、到哪里，手写的一份和代码的一份对得上")
struct LifecycleTests {
  /// Written by hand from house §3: act, from, by whom, to where; by whom while the case is one on paper,
  /// where that is not the same.
  static let table = """
    application.write | draft returned | enterpriseEditor signatory | stays | districtHandler
    application.attach | draft returned | enterpriseEditor signatory | stays | districtHandler
    application.detach | draft returned | enterpriseEditor signatory | stays | districtHandler
    application.askColleague | draft returned | enterpriseEditor signatory | stays | nobody
    application.submit | draft | signatory | submitted | nobody
    application.resubmit | returned | signatory | back | nobody
    application.submitSealed | draft | enterpriseEditor signatory | submitted | nobody
    application.resubmitSealed | returned | enterpriseEditor signatory | back | nobody
    paper.submit | draft | districtHandler | submitted
    paper.resubmit | returned | districtHandler | back
    paper.lookOver | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed | signatory | stays
    paper.discard | draft | districtHandler | discarded
    paper.undo | ended | districtHandler | resumed
    application.discard | draft | enterpriseEditor signatory | discarded | nobody
    application.withdraw | submitted returned accepted recommended cultivating screening reviewing reviewed | signatory | withdrawn
    application.undo | ended | enterpriseEditor signatory | resumed
    application.lapseDraft | draft | clock | lapsed
    application.lapse | returned | clock | lapsed
    application.accept | submitted | districtHandler | accepted
    application.return | submitted accepted | districtHandler | returned
    application.refuse | submitted | districtHandler | refused
    return.propose | submitted accepted | districtHandler | stays
    return.approve | submitted accepted | districtApprover | returned
    return.decline | submitted accepted | districtApprover | stays
    extension.propose | returned | districtHandler | stays
    extension.approve | returned | districtApprover | stays
    extension.decline | returned | districtApprover | stays
    transfer.propose | submitted | districtHandler | stays
    transfer.withdraw | submitted | districtHandler | stays
    transfer.accept | submitted | districtApprover | submitted
    transfer.decline | submitted | districtApprover | stays
    duplicate.propose | submitted accepted | districtHandler | stays
    duplicate.join | submitted accepted | districtApprover | refused
    duplicate.decline | submitted accepted | districtApprover | stays
    consultation.ask | accepted | districtHandler | stays
    consultation.answer | returned accepted | department | stays
    recusal.declare | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed ended | districtHandler districtApprover screener checker panelSecretary municipalHandler municipalApprover | stays
    recusal.substitute | submitted accepted recommended | districtHandler districtApprover | stays
    recusal.designate | submitted accepted recommended | municipalApprover | stays
    handler.take | submitted accepted recommended | districtHandler | stays
    handler.handOver | submitted accepted recommended | districtHandler districtApprover | stays
    flag.raise | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed | districtHandler districtApprover | stays
    flag.assign | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed | districtHandler districtApprover | stays
    flag.resolve | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed | districtHandler districtApprover | stays
    consultation.recall | returned accepted | districtHandler | stays
    visit.record | accepted | districtHandler | stays
    honour.end | accepted recommended cultivating screening reviewing reviewed publicised | districtHandler | stays
    honour.lapse | accepted recommended cultivating screening reviewing reviewed publicised | clock | stays
    honour.gone | accepted recommended cultivating screening reviewing reviewed publicised | clock | stays
    district.review | accepted | districtHandler | stays
    honour.verify | accepted | districtHandler | stays
    honour.recheck | accepted | districtHandler | stays
    recommendation.propose | accepted | districtHandler | stays
    recommendation.approve | accepted | districtApprover | recommended
    recommendation.decline | accepted | districtApprover | notRecommended
    recommendation.sendBack | accepted | districtApprover | stays
    batch.send | recommended | districtApprover | stays
    plan.takeUp | recommended | districtHandler | cultivating
    commission.entrust | cultivating | municipalApprover | screening
    screening.record | screening | screener | stays
    screening.pass | screening | checker | reviewing
    screening.return | screening | checker | returned
    screening.fail | screening | checker | failed
    screening.sendBack | screening | checker | stays
    panel.form | reviewing | panelSecretary | stays
    draw.commit | reviewing | municipalApprover supervisor | stays
    draw.reveal | reviewing | municipalApprover supervisor | stays
    draw.annul | reviewing | municipalApprover | stays
    report.draft | reviewing | panelSecretary | stays
    panel.conclude | reviewing | expert panelSecretary | reviewed
    decision.propose | reviewed | municipalHandler | stays
    decision.approve | reviewed | municipalApprover | stays
    decision.refuse | reviewed | municipalApprover | notProposed
    decision.sendBack | reviewed listed | municipalApprover | stays
    decision.recant | reviewed | municipalApprover | stays
    notice.publish | reviewed | municipalApprover | publicised
    objection.sustain | publicised | municipalApprover | removed
    objection.propose | publicised ended | municipalHandler | stays
    objection.reject | publicised ended | municipalApprover | stays
    list.publish | publicised | municipalApprover | listed
    list.remove | publicised | municipalApprover | removed
    mark.apply | listed | signatory | stays
    mark.propose | listed | municipalHandler | stays
    mark.license | listed | municipalApprover | stays
    mark.refuse | listed | municipalApprover | stays
    entry.propose | listed | municipalHandler | stays
    entry.suspend | listed | municipalApprover | stays
    entry.restore | listed | municipalApprover | stays
    entry.revoke | listed | municipalApprover | revoked
    entry.expire | listed | clock | expired
    reconsideration.ask | ended | signatory | stays
    reconsideration.grant | ended | districtApprover municipalApprover | back
    reconsideration.refuse | ended | districtApprover municipalApprover | stays
    application.bundle | submitted returned accepted recommended cultivating screening reviewing reviewed publicised listed ended | enterpriseEditor enterpriseViewer signatory districtHandler districtApprover screener checker panelSecretary municipalHandler municipalApprover municipalAdministrator | stays
    """

  @Test("手写的每一行都在代码里，代码里没有多的")
  func steps() {
    let written = Self.table.split(separator: "\n").map(String.init)
    let coded = Lifecycle.table.map { step in
      let from = Stage.allCases.filter(step.from.contains).map(\.rawValue)
      let by = Role.allCases.filter(step.by.contains).map(\.rawValue)
      let to =
        switch step.to {
        case .stays: "stays"
        case .stage(let stage): stage.rawValue
        case .ended(let outcome): outcome.rawValue
        case .back: "back"
        case .resumed: "resumed"
        }
      let onPaper = step.onPaper.map { roles in
        roles.isEmpty ? ["nobody"] : Role.allCases.filter(roles.contains).map(\.rawValue)
      }
      return (step.name, from, by.isEmpty ? ["clock"] : by, to, onPaper)
    }
    #expect(written.count == coded.count)
    for line in written {
      let parts = line.split(separator: "|").map { part in
        part.split(separator: " ").map(String.init)
      }
      let found = coded.first { [$0.0] == parts[0] }
      #expect(found != nil, "\(line)")
      guard let found else { continue }
      #expect(Set(found.1) == Set(parts[1]), "\(line)")
      #expect(Set(found.2) == Set(parts[2]), "\(line)")
      #expect([found.3] == parts[3], "\(line)")
      #expect(found.4.map(Set.init) == (parts.count > 4 ? Set(parts[4]) : nil), "\(line)")
    }
  }

  @Test("README 的环节表写的，正好是代码里离开每个环节的路")
  func readme() throws {
    let rows = try Project.text("README.md").split(separator: "\n")
      .drop { $0 != "| stage | 中文 | leaves by |" }.dropFirst(2).prefix { $0.hasPrefix("|") }
    let written = rows.map { row in
      row.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
    }
    let coded = Stage.allCases.map { stage in
      [
        stage.rawValue, stage.title,
        Lifecycle.table.filter { $0.moves && $0.from.contains(stage) }.map(\.name)
          .joined(separator: "·"),
      ]
    }
    #expect(written == coded)
  }

  @Test("不能挽回的，都要输入申请编号")
  func grave() throws {
    let acts = try House().rooms.acts
    let grave = acts.filter(\.step.isGrave).map(\.step.name)
    #expect(
      grave == [
        "application.withdraw", "application.refuse", "recommendation.decline",
        "reconsideration.refuse", "duplicate.join",
        "screening.fail", "decision.refuse", "list.remove", "entry.revoke",
      ])
    #expect(acts.filter(\.asksNumber).map(\.step.name) == grave)
  }

  /// What somebody with a hand in the database could do to a case, and what `verify` says of it.
  static let breaks: [(sql: [StaticString], says: String)] = [
    (
      [
        "UPDATE application SET stage = 'listed' WHERE number = (SELECT min(number) FROM application)"
      ],
      "的环节、版次和经过对不上"
    ),
    (["UPDATE application SET edition = edition + 1"], "的环节、版次和经过对不上"),
    (["UPDATE application SET due = due + 1"], "的期限和记录的期限对不上"),
    (
      [
        "DROP TRIGGER application_event_stands",
        "UPDATE application_event SET from_stage = 'reviewed' WHERE act = 'application.submit'",
      ], "的经过前后不相接"
    ),
    (
      [
        "DROP TRIGGER application_event_stands",
        "UPDATE application_event SET act = 'list.publish' WHERE act = 'application.submit'",
      ], "的经过里有流程表不允许的一步（list.publish）"
    ),
  ]

  @Test("核验看每一件申请：好的没有话说，改过的说得出是哪一种不对")
  func invariants() async throws {
    let house = try House()
    _ = try await house.submitted()
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    for (sql, says) in Self.breaks {
      let other = try House(twin: house)
      try other.store.writeAndWait { database in for one in sql { try database.run(one) } }
      let flaw = try other.store.read { try CaseInvariants.flaw(in: $0) }
      #expect(flaw?.hasSuffix(says) == true, "\(flaw ?? "没有看出来：") \(says)")
    }
  }
}
