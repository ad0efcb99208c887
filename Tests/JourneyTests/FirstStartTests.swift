import Foundation
import HTTP
import JSON
import TestSupport
import Testing

@Suite("第一次启动：没有现成的账户，第一位管理员凭一次性链接进来")
struct FirstStartTests {
  private func post(_ instance: Instance, _ path: String, _ body: JSON, token: String? = nil)
    throws -> Exchange.Answer
  {
    try Exchange.request(
      "POST", "/api/v1\(path)",
      fields: [("Content-Type", "application/json")]
        + (token.map { [("Authorization", "Bearer \($0)")] } ?? []),
      body: body.bytes, to: instance.endpoint)
  }

  @Test("链接打印一次，用一次；演示的人物和入口都不存在")
  func firstAdministrator() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    var instance = try Instance(data)
    let printed = instance.greeting
    let link = try #require(
      printed.split(separator: "\n").first { $0.contains("/invitations/") }.map {
        String($0[($0.firstRange(of: "/invitations/")!.lowerBound)...])
      })
    #expect(try instance.get("/api/v1\(link)").text.contains("municipalAdministrator"))
    let person: JSON = [
      "fullName": "首任", "login": "shouren", "phone": "13900001111",
      "password": "Qing-Shan-Lv-Shui-9",
    ]
    #expect(try post(instance, link, person).status == 200)
    #expect(try post(instance, link, person).status == 404)
    let session = try post(
      instance, "/session", ["name": "shouren", "password": "Qing-Shan-Lv-Shui-9"])
    let token = try #require(try JSON(parsing: session.body)["token"]?.string)
    let desk = try Exchange.request(
      "GET", "/api/v1/desk", fields: [("Authorization", "Bearer \(token)")], to: instance.endpoint)
    #expect(desk.text.contains("secondFactorRequired"))
    #expect(try instance.get("/cast").status == 404)
    #expect(try post(instance, "/cast/session", ["login": "lihua"]).status == 404)
    #expect(
      try post(instance, "/session", ["name": "lihua", "password": "Yanshi-2024-pinpai"]).status
        == 401)
    #expect(instance.stop() == 0)

    // Neither the link nor the session's name is anywhere in the folder, and none is printed again.
    for name in try FileManager.default.contentsOfDirectory(atPath: data) {
      let bytes = FileManager.default.contents(atPath: "\(data)/\(name)") ?? Data()
      for secret in [token, String(link.dropFirst("/invitations/".count)), "Qing-Shan-Lv-Shui-9"] {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
      }
    }
    instance = try Instance(data)
    #expect(!instance.greeting.contains("/invitations/"))
    // A session outlives the process.
    let again = try Exchange.request(
      "GET", "/api/v1/sessions", fields: [("Authorization", "Bearer \(token)")],
      to: instance.endpoint)
    #expect(again.status == 200)
  }
}
