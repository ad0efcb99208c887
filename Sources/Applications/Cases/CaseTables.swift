import Design
import HTML
import Routing
import Vocabulary

/// Cases with which something is about to be done together.
package func caseTable(_ title: String, _ rows: [CaseFacts]) -> HTML {
  DataTable(title, caseColumns, rows.map(caseCells)).html
}

/// Those that are not, each with its reason.
package func heldTable(_ title: String, _ rows: [(facts: CaseFacts, why: Refusal)]) -> HTML {
  DataTable(
    title, caseColumns + [.init("为什么")],
    rows.map { caseCells($0.facts) + [HTML(Citation.readable($0.why.sentence))] }
  ).html
}

private let caseColumns: [DataTable.Column] = [
  .init("产品或服务"), .init("企业"), .init("受理单位"),
]

private func caseCells(_ facts: CaseFacts) -> [HTML] {
  let file = facts.file
  return [
    a(.href(CaseView.path.link(file.place))) { file.item }, HTML(file.enterpriseName),
    HTML(file.unitName),
  ]
}
