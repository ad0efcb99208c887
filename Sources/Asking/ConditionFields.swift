import Design
import HTML
import Policy
import Routing
import Vocabulary

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
        let questions = package.conditions.questions.filter { condition.asks.contains($0.id) }
        let cited = CitedQuestions.of(questions, in: condition.clause)
        section(.class("panel asking")) {
          div {
            h2 { condition.title }
            p(.class("small quiet")) {
              condition.text
              clause(condition.clause)
            }
          }
          for question in questions { fields.html(question, isCited: cited.contains(question.id)) }
        }
      }
    }
  }
}
