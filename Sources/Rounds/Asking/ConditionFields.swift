import HTML
import Policy
import Routing

/// The questions of a package's conditions, condition by condition.
package struct ConditionFields {
  let package: Package
  let sheet: Sheet

  package init(package: Package, sheet: Sheet) {
    self.package = package
    self.sheet = sheet
  }

  package var html: HTML {
    let fields = QuestionFields(
      Questionnaire(package.conditions.questions), sheet: sheet, offersUnsure: true)
    return group {
      for condition in package.conditions.all {
        h2 { condition.title }
        p(.class("quiet")) { "\(condition.text)（\(condition.clause)）" }
        for question in package.conditions.questions where condition.asks.contains(question.id) {
          fields.html(question)
        }
      }
    }
  }
}
