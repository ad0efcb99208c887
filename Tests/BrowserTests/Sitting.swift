import Foundation
import HTTP
import JSON
import TestSupport
import Testing

/// Thirty applications on the way to a district, written and sent by programs: what they say is another
/// test's matter.
struct Sitting {
  let walk: Walk
  private let lines: Lines

  init(_ walk: Walk) throws {
    self.walk = walk
    lines = try Lines()
  }

  private func token(_ login: String) throws -> String {
    try walk.post("/cast/session", ["login": .string(login)])["token"]?.string ?? ""
  }

  func submit(_ count: Int) throws -> [String] {
    // By turns: so many files an hour are one person's share.
    let (editor, signer) = (try token("lihua"), try token("wangjianguo"))
    try walk.post("/session/confirmation", ["password": .string(Walk.password)], by: signer)
    return try (1...count).map { index in
      let writer = index.isMultiple(of: 2) ? editor : signer
      let begun = try walk.post(
        "/applications/new", ["kind": "product", "item": .string("禾欣点心 \(index)")], by: writer)
      let number = begun["number"]?.string ?? ""
      let path = "/applications/\(number)"
      for part in ["1", "2", "3", "4", "5", "7", "9"] {
        try save("\(path)/sections/\(part)", lines.json("sections", part), by: writer)
      }
      for slot in ["licenceFile", "trademarkFile", "financeFile", "creditFile"] {
        try walk.upload("\(path)/files/\(slot)", by: writer)
      }
      let sent = try walk.post(
        "\(path)/submission",
        ["agreed": true, "edition": seen("application.submit", at: path, by: signer)], by: signer)
      try #require(sent["stage"] == "submitted")
      return number
    }
  }

  /// What is not written over stays, except an honour that is not claimed.
  private func save(_ path: String, _ new: JSON, by token: String) throws {
    let now = try walk.get(path, by: token)
    let written = new.members ?? []
    let answers =
      (now["answers"]?.members ?? []).filter { member in
        member.name != "honours" && !written.contains { $0.name == member.name }
      } + written
    try walk.post(
      path, ["edition": now["edition"] ?? 0, "answers": .object(answers)], by: token)
  }

  /// In which edition that stands which is acted on.
  private func seen(_ act: String, at path: String, by token: String) throws -> JSON {
    try walk.get(path, by: token)["acts"]?.array?.first { $0["name"] == .string(act) }?["edition"]
      ?? 0
  }

  /// Reviewed and proposed, all but those that have been.
  func propose(_ numbers: [String]) throws {
    let handler = try token("xh-sunli")
    for number in numbers {
      let path = "/applications/\(number)"
      try walk.post(
        "\(path)/review", ["edition": 0, "answers": lines.json("review", nil)], by: handler)
      try walk.post(
        "\(path)/proposal",
        [
          "decision": "recommend", "opinion": "材料齐全，予以推荐。",
          "edition": seen("recommendation.propose", at: path, by: handler),
        ], by: handler)
    }
  }
}

extension Lines {
  /// As a program sends it.
  func json(_ name: String, _ part: String?) -> JSON {
    typed(part.map { json(name)[$0] ?? .null } ?? json(name))
  }
}

extension Walk {
  func get(_ path: String, by token: String) throws -> JSON {
    let answer = try Exchange.request(
      "GET", "/api/v1" + path, fields: [("Authorization", "Bearer \(token)")],
      to: try #require(demo).endpoint)
    return try JSON(parsing: answer.body)
  }

  func upload(
    _ path: String, by token: String, at place: SourceLocation = #_sourceLocation
  ) throws {
    let name = "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\""
    let body =
      "--b\r\n\(name)\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n%%EOF\n\r\n--b--\r\n"
    let answer = try Exchange.request(
      "POST", "/api/v1" + path,
      fields: [
        ("Authorization", "Bearer \(token)"),
        ("Content-Type", "multipart/form-data; boundary=b"),
        ("Idempotency-Key", UUID().uuidString),
      ], body: Array(body.utf8), to: try #require(demo).endpoint)
    #expect(answer.status == 200, "\(path): \(answer.text)", sourceLocation: place)
  }
}
