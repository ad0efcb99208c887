import HTTP
import JSON

/// The whole interface as OpenAPI 3.1, made from the same rows that answer the requests.
package enum OpenAPI {
  /// - Parameters:
  ///   - schemas: shapes that packages bring, by name.
  ///   - more: what packages let be asked in addresses, by the operation's name.
  package static func document(
    _ routes: [Route], version: String, origin: Origin?, schemas: [JSON.Member] = [],
    parameters more: [String: [JSON]] = [:]
  ) -> JSON {
    var paths: [(path: String, methods: [JSON.Member])] = []
    func add(_ path: String, _ method: String, _ operation: JSON) {
      let member = JSON.Member(method, operation)
      if let index = paths.firstIndex(where: { $0.path == path }) {
        paths[index].methods.append(member)
      } else {
        paths.append((path, [member]))
      }
    }
    for route in routes {
      let method = route.method.rawValue.lowercased()
      if route.faces.contains(.json) {
        add("/api/v1" + braces(route.pattern), method, operation(route, isJSON: true, more))
      } else if let type = route.operation.mediaType,
        type == .metrics || type == .text || type == .json
      {
        add(braces(route.pattern), method, operation(route, isJSON: false, more))
      }
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "上海品牌培育试点平台",
        "version": .string(version),
        "description": .string(preface),
      ],
      "servers": [["url": .string(origin?.text ?? "/")]],
      "paths": .object(paths.map { .init($0.path, .object($0.methods)) }),
      "components": [
        "schemas": .object([.init("Problem", problem)] + schemas),
        "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
      ],
    ]
  }

  /// `/a/:b` as `/a/{b}`.
  private static func braces(_ pattern: StaticString) -> String {
    let parts = "\(pattern)".split(separator: "/").map {
      $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0)
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func operation(
    _ route: Route, isJSON: Bool, _ more: [String: [JSON]]
  ) -> JSON {
    let operation = route.operation
    var members: [JSON.Member] = [
      .init("operationId", .string(operation.name)), .init("summary", .string(operation.summary)),
      .init("x-audience", .string(route.admission.name)),
    ]
    if route.admission.needsConfirmation { members.append(.init("x-confirmation", true)) }
    if operation.isConfirmedAnew { members.append(.init("x-confirmation-anew", true)) }
    if let clause = operation.clause { members.append(.init("x-clause", .string(clause))) }
    if ![.everyone, .operators].contains(route.admission.who) {
      members.append(.init("security", [["bearer": []]]))
    }
    var parameters = holes(route.pattern)
    if route.method == .post { parameters.append(once) }
    if route.method == .post, operation.fields.contains(where: { $0.name == Edition.name }) {
      parameters.append(seen)
    }
    if route.method == .get { parameters += operation.fields.map(parameter) }
    parameters += more[operation.name] ?? []
    if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
    if route.method == .post {
      members.append(.init("requestBody", body(operation)))
    }
    members.append(.init("responses", responses(route, isJSON: isJSON)))
    return .object(members)
  }

  private static func holes(_ pattern: StaticString) -> [JSON] {
    "\(pattern)".split(separator: "/").filter { $0.hasPrefix(":") }.map {
      [
        "name": .string(String($0.dropFirst())), "in": "path", "required": true,
        "schema": ["type": "string"],
      ]
    }
  }

  private static func parameter(_ field: FieldNote) -> JSON {
    [
      "name": .string(field.name), "in": "query", "required": .bool(field.isRequired),
      "description": .string([field.label, field.help].compactMap(\.self).joined(separator: "：")),
      "schema": field.schema,
    ]
  }

  private static let once: JSON = [
    "name": "Idempotency-Key", "in": "header", "required": false,
    "description": "同一个键、同样的内容再发一次，不会重复办理，回答与第一次相同。",
    "schema": ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"],
  ]

  private static let seen: JSON = [
    "name": "If-Match", "in": "header", "required": false,
    "description": "您看到的版本号，加引号，如 \"3\"：正文里不写 edition 的，可以写在这里。其间有变化就不办，回答 409。",
    "schema": ["type": "string", "pattern": "^\"[0-9]{1,7}\"$"],
  ]

  private static func body(_ operation: Route.Operation) -> JSON {
    let fields = operation.fields
    let schema: JSON = [
      "type": "object",
      "required": .array(
        fields.filter(\.isRequired).map { .string($0.name) }
          + (operation.more ?? []).filter(\.isRequired).map { .string($0.name) }),
      "properties": .object(
        fields.map { .init($0.name, operation.takesFiles ? $0.schema : $0.bodySchema) }
          + (operation.more ?? []).map { .init($0.name, $0.schema.json) }),
      "additionalProperties": false,
    ]
    let type = operation.takesFiles ? "multipart/form-data" : "application/json"
    return ["required": true, "content": .object([.init(type, ["schema": schema])])]
  }

  private static let preface =
    "与页面相同的查询和操作。错误一律为 application/problem+json（RFC 9457）。每个操作列出它自己能给出的全部状态；"
    + "不合 HTTP 规范、太长、太慢、方法不对或者来得太多的请求，在到达操作之前就由服务器回绝（400、405、408、413、414、421、431、501、503、505）。"

  private static func responses(_ route: Route, isJSON: Bool) -> JSON {
    let statuses = route.statuses.sorted { $0.code < $1.code }
    return .object(
      statuses.map { status in
        .init(
          "\(status.code)",
          status == .ok
            ? success(route.operation, isJSON: isJSON)
            : status == .notModified
              ? ["description": "没有变化"] : answer(status, isJSON: isJSON))
      })
  }

  private static func success(_ operation: Route.Operation, isJSON: Bool) -> JSON {
    if !operation.files.isEmpty {
      let binary: JSON = ["schema": ["type": "string", "format": "binary"]]
      return [
        "description": "成功",
        "content": .object(operation.files.map { .init($0.rawValue, binary) }),
      ]
    }
    let schema =
      operation.schema?.json ?? ["type": operation.mediaType == .json ? "object" : "string"]
    let type = isJSON ? "application/json" : plainType(operation.mediaType)
    return ["description": "成功", "content": .object([.init(type, ["schema": schema])])]
  }

  private static func meaning(of status: Status) -> String {
    switch status {
    case .badRequest: "参数或正文读不出来"
    case .unauthorized: "要先登录，或者登录名、密码、动态口令不对"
    case .forbidden: "不允许"
    case .notFound: "没有，或者不能查看"
    case .conflict: "现在不能这样做"
    case .contentTooLarge: "太大"
    case .unsupportedMediaType: "内容类型不对"
    case .unprocessable: "有需要改正的内容"
    case .tooManyRequests: "太频繁"
    case .unavailable: "暂时不能提供"
    case .insufficientStorage: "存储空间不足"
    default: "系统差错"
    }
  }

  private static func plainType(_ type: MediaType?) -> String {
    type == .json ? "application/json" : "text/plain"
  }

  /// Pages say no as pages, or as the one line they are; so does the server where it cannot make out
  /// the address.
  private static func answer(_ status: Status, isJSON: Bool) -> JSON {
    let text: JSON = ["schema": ["type": "string"]]
    var content: [JSON.Member] = [.init("text/plain", text)]
    if !isJSON { content.append(.init("text/html", text)) }
    if isJSON {
      let problem: JSON = ["schema": ["$ref": "#/components/schemas/Problem"]]
      content =
        [.init("application/problem+json", problem)] + (status == .badRequest ? content : [])
    }
    return ["description": .string(meaning(of: status)), "content": .object(content)]
  }

  private static let problem: JSON = [
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
      "detail": ["type": "string"], "code": ["type": "string"], "clause": ["type": "string"],
      "incident": ["type": "string"], "request": ["type": "string"],
      "acts": ["type": "array", "items": ["type": "object"]],
      "errors": [
        "type": "array",
        "items": [
          "type": "object",
          "required": ["field", "code", "message"],
          "properties": [
            "field": ["type": "string"], "code": ["type": "string"], "message": ["type": "string"],
          ],
        ],
      ],
    ],
  ]
}
