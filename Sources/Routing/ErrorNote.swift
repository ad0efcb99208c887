import HTTP
import JSON
import Vocabulary

/// An answer that is a no, before it has a face: problem+json for programs, a page for people.
package struct ErrorNote: Sendable {
  package let status: Status
  package let code: String
  package let title: String
  package let sentence: String
  package var clause: String?
  package var problems: [Problem] = []
  /// Ours, not theirs: details are in the log under this request's number.
  package var fault: String?
  package var retryAfter: Int?
  package var allow: String?
  /// What leads on from it.
  package var acts: [JSON] = []

  package init(_ status: Status, code: String, _ title: String, _ sentence: String) {
    self.status = status
    self.code = code
    self.title = title
    self.sentence = sentence
  }

  package init(_ refusal: Vocabulary.Refusal) {
    let (status, title): (Status, String) =
      switch refusal.kind {
      case .unauthenticated: (.unauthorized, "请先登录")
      case .forbidden: (.forbidden, "不能进入")
      case .notFound: (.notFound, "没有找到")
      case .conflict: (.conflict, "现在不能这样做")
      case .tooMany: (.tooManyRequests, "操作太频繁")
      case .unavailable: (.unavailable, "现在很忙")
      }
    self.init(status, code: refusal.code, title, refusal.sentence)
    clause = refusal.clause
    problems = refusal.stands
    retryAfter = refusal.retryAfter ?? (refusal.kind == .unavailable ? 2 : nil)
  }

  /// Problems, refusals, and everything else, which is a fault.
  init(any error: any Error) {
    switch error {
    case let refusal as Vocabulary.Refusal: self.init(refusal)
    case let problems as Problems:
      self.init(.unprocessable, code: "problems", "有几处需要改正", "请按提示改正后重新提交。")
      self.problems = problems.all
    case let mistake as Form.Mistake: self.init(mistake)
    case Form.Refusal.mediaType:
      self.init(
        .unsupportedMediaType, code: "mediaType", "内容类型不对",
        "表单要用 application/x-www-form-urlencoded，接口要用 application/json，文字用 UTF-8。")
    case let mistake as Upload.Mistake: self.init(mistake)
    case Form.Refusal.form(let mistake): self.init(mistake)
    case Form.Refusal.twoPlaces(let name):
      self.init(.badRequest, code: "repeated", "参数重复", "“\(name)”在网址和正文里都出现了。")
    case let error as JSONError:
      self.init(
        .badRequest, code: "json", "正文不是合格的 JSON",
        "第 \(error.offset + 1) 个字节处有误（\(error.reason.rawValue)）。")
    default: self.init(fault: "\(error)")
    }
  }

  private init(_ mistake: Form.Mistake) {
    switch mistake {
    case .repeated(let name):
      self.init(.badRequest, code: "repeated", "参数重复", "“\(name.prefix(40))”出现了不止一次。")
    case .encoding: self.init(.badRequest, code: "encoding", "参数编码有误", "参数要用 UTF-8 的百分号编码。")
    case .tooMany: self.init(.badRequest, code: "tooMany", "参数太多", "参数的个数超过了上限。")
    }
  }

  private init(_ mistake: Upload.Mistake) {
    switch mistake {
    case .mediaType: self.init(any: Form.Refusal.mediaType)
    case .form(.longHead):
      self.init(
        .badRequest, code: "fileName", "文件名太长",
        "文件名最多 \(SentFile.longestName) 个字，请把文件改个短的名字再传。")
    case .form, .tooManyFiles:
      self.init(.badRequest, code: "upload", "上传的内容不完整", "没有收全，请回到上一页重新选择文件再提交。")
    case .fields(let mistake): self.init(mistake)
    case .busy:
      self.init(.unavailable, code: "busy", "现在很忙", "同时上传的人太多，这次没有保存，请过几秒再试。")
      retryAfter = 2
    case .disk:
      self.init(.insufficientStorage, code: "full", "暂时不能保存文件", "系统的存储空间不足，这次没有保存，请稍后再试。")
      retryAfter = 60
    }
  }

  package init(fault: String) {
    self.init(.fault, code: "fault", "系统出了差错", "这不是您的问题。请把下面的事故编号告诉管理员，稍后再试。")
    self.fault = fault
  }
}

extension ErrorNote {
  /// RFC 9457, with the members settled for every part of the portal.
  package func problem(for visit: Visit) -> JSON {
    var members: [JSON.Member] = [
      .init("type", .string("about:blank")), .init("title", .string(title)),
      .init("status", .integer(status.code)), .init("detail", .string(sentence)),
      .init("code", .string(code)),
    ]
    if let clause { members.append(.init("clause", .string(clause))) }
    members.append(.init(fault == nil ? "request" : "incident", .string(visit.head.idText)))
    let errors = problems.map { problem -> JSON in
      [
        "field": .string(problem.field), "code": .string(problem.code),
        "message": .string(problem.message),
      ]
    }
    members.append(.init("errors", .array(errors)))
    if !acts.isEmpty { members.append(.init("acts", .array(acts))) }
    return .object(members)
  }
}
