import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

/// A real Chromium, driven over the WebDriver protocol through a plain socket.
final class Browser {
  struct Window: Sendable, CustomTestStringConvertible {
    let name: String
    let width: Int
    let height: Int
    var javaScript = true

    static let desktop = Window(name: "桌面", width: 1280, height: 900)
    static let phone = Window(name: "手机", width: 390, height: 844)

    var testDescription: String { name }
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  private let driver: Program
  private let endpoint: Endpoint
  private var session = ""

  init(_ window: Window) throws {
    let port = try freePort()
    endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
    driver = try Program("/usr/bin/chromedriver", ["--port=\(port)", "--log-level=OFF"])
    try waitUntilReady()
    let made = try call("POST", "", ["capabilities": ["alwaysMatch": Self.wishes(window)]])
    guard let id = made["sessionId"]?.string else {
      throw Trouble(description: "no session: \(made.text)")
    }
    session = "/\(id)"
  }

  deinit {
    _ = try? call("DELETE", "")
    driver.kill()
    driver.wait()
  }

  private static func wishes(_ window: Window) -> JSON {
    [
      "browserName": "chrome",
      "goog:loggingPrefs": ["browser": "ALL"],
      "goog:chromeOptions": [
        "args": [
          "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
          "--disable-background-networking", "--no-first-run", "--lang=zh-CN",
        ],
        "mobileEmulation": [
          "deviceMetrics": [
            "width": .integer(window.width), "height": .integer(window.height),
            "pixelRatio": 1, "mobile": .bool(window.width < 600),
            "touch": .bool(window.width < 600),
          ]
        ],
        "prefs": [
          "profile.managed_default_content_settings.javascript": .integer(window.javaScript ? 1 : 2)
        ],
      ],
    ]
  }

  private func waitUntilReady() throws {
    for _ in 0..<200 {
      if let answer = try? Exchange.request("GET", "/status", to: endpoint), answer.status == 200 {
        return
      }
      usleep(50_000)
    }
    throw Trouble(description: "chromedriver did not start")
  }

  @discardableResult
  private func call(_ method: String, _ path: String, _ body: JSON? = nil) throws -> JSON {
    let bytes = body?.bytes ?? []
    let answer = try Exchange.request(
      method, "/session\(session)\(path)", fields: [("Content-Type", "application/json")],
      body: bytes, to: endpoint, seconds: 60)
    let value = try JSON(parsing: answer.body)["value"] ?? nil
    guard answer.status == 200 else {
      throw Trouble(description: "\(path): \(value.text.prefix(600))")
    }
    return value
  }

  // MARK: - What a person does

  func open(_ url: String) throws { try call("POST", "/url", ["url": .string(url)]) }

  var address: String { get throws { try call("GET", "/url").string ?? "" } }

  func click(_ selector: String) throws {
    try call("POST", "/element/\(try find(selector))/click", [:])
  }

  /// Dates are set as a date picker would, everything else is typed.
  func fill(_ selector: String, with text: String) throws {
    let element = try find(selector)
    try call("POST", "/element/\(element)/clear", [:])
    try call("POST", "/element/\(element)/value", ["text": .string(text)])
  }

  /// Takes a file of this machine, or what a list calls so.
  func choose(_ selector: String, _ text: String) throws {
    try call("POST", "/element/\(try find(selector))/value", ["text": .string(text)])
  }

  /// The text of an element as it is now.
  func text(_ selector: String) throws -> String {
    try call("GET", "/element/\(try find(selector))/text").string ?? ""
  }

  /// What stands in a field.
  func value(_ selector: String) throws -> String {
    try call("GET", "/element/\(try find(selector))/property/value").string ?? ""
  }

  func press(_ key: String) throws {
    try call(
      "POST", "/actions",
      [
        "actions": [
          [
            "type": "key", "id": "keyboard",
            "actions": [
              ["type": "keyDown", "value": .string(key)], ["type": "keyUp", "value": .string(key)],
            ],
          ]
        ]
      ])
  }

  /// The text of an element, once it is `wanted`; what it was at the end otherwise.
  func text(_ selector: String, awaiting wanted: String) -> String {
    var last = ""
    for _ in 0..<100 {
      // A page on its way has no elements, or old ones.
      if let id = try? find(selector), let text = try? call("GET", "/element/\(id)/text").string {
        last = text
        if last == wanted { return last }
      }
      usleep(50_000)
    }
    return last
  }

  private func find(_ selector: String) throws -> String {
    let found = try call("POST", "/element", ["using": "css selector", "value": .string(selector)])
    return found.members?.first?.value.string ?? ""
  }

  // MARK: - What a checker looks at

  @discardableResult
  func run(_ script: String) throws -> JSON {
    try call("POST", "/execute/sync", ["script": .string(script), "args": []])
  }

  /// What the page complained of, the status of the page itself aside.
  var complaints: [String] {
    get throws {
      try call("POST", "/se/log", ["type": "browser"]).array?
        .compactMap { $0["message"]?.string }.filter { !$0.contains("status of 4") } ?? []
    }
  }

  /// axe-core's findings against WCAG 2.2 A and AA and its best practices: rule and place.
  func violations() throws -> [String] {
    try run(try String(decoding: Self.axe(), as: UTF8.self))
    let found = try call(
      "POST", "/execute/async",
      [
        "script": """
        const done = arguments[arguments.length - 1];
        axe.run().then(r => done(r.violations.map(v => v.id + " " + v.nodes.map(n => n.target).join(" | "))));
        """, "args": [],
      ])
    return found.array?.compactMap(\.string) ?? ["axe did not answer"]
  }

  private static func axe() throws -> [UInt8] {
    let file = "\(Project.folder)/.build/axe/axe_playwright_python/axe.min.js"
    guard Files.exists(file) else {
      throw Trouble(
        description: "axe-core is missing: run the README's test command, which fetches it")
    }
    return try Files.read(file)
  }

  func screenshot(to file: String) throws {
    let picture = try call("GET", "/screenshot").string ?? ""
    try Data(base64Encoded: picture)?.write(to: URL(fileURLWithPath: file))
  }
}
