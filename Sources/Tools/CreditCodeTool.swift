import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Does this 统一社会信用代码 prove itself? If not, where does it go wrong?
package struct CreditCodeTool: View {
  package struct Asked: Input {
    static let code = Field.pasted(
      "code", "统一社会信用代码", most: 1000, help: "营业执照上的 18 位代码。空格、短横和小写字母不要紧。",
      example: "91310101PDY00001X4")
    package static let fields = [code.note]

    let code: String

    package init(_ answers: Answers) throws(Problems) {
      code = try answers.read(Self.code)
    }
  }

  package struct Answer: Sendable {
    let normalised: String
    let failure: CreditCode.Failure?
  }

  package static let name = "creditCode"
  package static let summary = "核对统一社会信用代码的校验位"
  package static let path = Paths.creditCode
  package static let audience = Audience.everyone
  package static let schema = Schema.object([
    .always("valid", .boolean),
    .sometimes("reason", .oneOf(CreditCode.Reason.allCases.map(\.rawValue))),
    .sometimes("position", .integer),
  ])

  package func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> Answer {
    let normalised = CreditCode.normalise(asked.code)
    do {
      _ = try CreditCode(asked.code)
      return Answer(normalised: normalised, failure: nil)
    } catch {
      return Answer(normalised: normalised, failure: error)
    }
  }

  package func json(_ answer: Answer) -> JSON {
    guard let failure = answer.failure else { return ["valid": true] }
    return [
      "valid": false, "reason": .string(failure.reason.rawValue),
      "position": .integer(failure.position),
    ]
  }

  package func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    let result = answer.map { $0.failure == nil ? "校验通过" : "不正确" }
    return toolPage(
      "信用代码核对", "代码里有两个校验字符，抄错一位就能看出来，并指出是第几位。", sheet, visit, result: result
    ) {
      if let answer, let result {
        answerPanel(answer.normalised, result, answer.failure == nil ? .good : .wrong) {
          if let failure = answer.failure { p { failure.sentence(for: answer.normalised) } }
        }
      }
      Self.form(sheet)
      p(.class("small quiet")) {
        "依据 GB 32100-2015 和 GB 11714-1997。这里只核对代码本身，不查询登记信息；代码正确不等于主体存在或具有法人资格。"
      }
    }
  }

  package static func form(_ sheet: Sheet, prefix: String = "") -> HTML {
    toolForm(path, Asked.fields, sheet, prefix: prefix, button: "核对")
  }
}
