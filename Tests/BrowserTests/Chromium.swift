import HTTP
import JSON
import Linux
import Synchronization
import TestSupport
import Testing

/// A real Chromium, driven over the WebDriver protocol through a plain socket. To start one costs
/// more than most tests: they are passed on from test to test, and end with the run.
final class Chromium: Sendable {
  private let driver: Int32
  private let endpoint: Endpoint
  private let session: String
  /// Where this one keeps what it keeps, which every process of it names.
  let profile: String
  private let isOver = Atomic(false)

  private static let idle = Mutex<[Browser.Window: [Chromium]]>([:])

  static func borrow(_ window: Browser.Window) throws -> Chromium {
    let waiting = idle.withLock { $0[window]?.popLast() }
    return try waiting ?? Chromium(window)
  }

  /// One that cannot be made clean is not passed on.
  func giveBack(_ window: Browser.Window) {
    do {
      try clean()
      Chromium.idle.withLock { $0[window, default: []].append(self) }
    } catch {
      end()
    }
  }

  init(_ window: Browser.Window) throws {
    let port = try freePort()
    endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
    driver = try Child.start(
      "/usr/bin/chromedriver", ["--port=\(port)", "--log-level=OFF"])
    let isReady = eventually { [endpoint] in
      (try? Exchange.request("GET", "/status", to: endpoint))?.status == 200
    }
    guard isReady else { throw Browser.Trouble(description: "chromedriver did not start") }
    let made = try Chromium.call(
      endpoint, "POST", "/session", ["capabilities": ["alwaysMatch": Chromium.wishes(window)]])
    guard let id = made["sessionId"]?.string else {
      throw Browser.Trouble(description: "no session: \(made.text)")
    }
    session = "/session/\(id)"
    profile = made["capabilities"]?["chrome"]?["userDataDir"]?.string ?? ""
    AtEnd.run { [self] in end() }
  }

  func end() {
    // Never to a process that has been waited for.
    if isOver.exchange(true, ordering: .acquiringAndReleasing) { return }
    _ = try? call("DELETE", "")
    send(9, to: driver)
    _ = Child.wait(for: driver)
  }

  /// Neither a page nor a cookie nor anything in a store or in the log of the console.
  private func clean() throws {
    for (command, parameters) in [
      ("Page.navigate", ["url": "about:blank"]), ("Network.clearBrowserCookies", [:]),
      ("Storage.clearDataForOrigin", ["origin": "*", "storageTypes": "all"]),
    ] as [(String, JSON)] {
      try devtools(command, parameters)
    }
    try call("POST", "/se/log", ["type": "browser"])
  }

  @discardableResult
  private func devtools(_ command: String, _ parameters: JSON) throws -> JSON {
    try call("POST", "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
  }

  @discardableResult
  func call(_ method: String, _ path: String, _ body: JSON? = nil) throws -> JSON {
    try Chromium.call(endpoint, method, session + path, body)
  }

  private static func call(
    _ endpoint: Endpoint, _ method: String, _ path: String, _ body: JSON?
  ) throws -> JSON {
    try answer(of: endpoint, method, path, body?.bytes ?? [])
  }

  private static func answer(
    of endpoint: Endpoint, _ method: String, _ path: String, _ body: [UInt8]
  ) throws -> JSON {
    let answer = try Exchange.request(
      method, path, fields: [("Content-Type", "application/json")], body: body, to: endpoint,
      seconds: 600)
    let value = try JSON(parsing: answer.body)["value"] ?? nil
    guard answer.status == 200 else {
      throw Browser.Trouble(description: "\(path): \(value.text.prefix(600))")
    }
    return value
  }

  /// The same engine of the same build without what a desktop puts around it, where that is installed: it
  /// does the same for three fifths of the work. Itself, not the script before it: the driver ends what it
  /// has started, and the script's end leaves the browser running.
  private static let binary =
    ["/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium"]
    .first(where: Files.exists) ?? ""

  private static func wishes(_ window: Browser.Window) -> JSON {
    [
      "browserName": "chrome",
      "goog:loggingPrefs": ["browser": "ALL"],
      // However busy the machine is: how long axe takes is no verdict.
      "timeouts": ["script": 600_000, "pageLoad": 600_000],
      "goog:chromeOptions": [
        "binary": .string(binary),
        "args": [
          "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
          "--disable-background-networking", "--no-first-run", "--lang=zh-CN",
          // What is compiled a second time, for speed, is thrown away with the page it ran on.
          "--js-flags=--no-turbofan --no-maglev",
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

  // MARK: - axe-core

  /// Into the page that is open now.
  func bringAxe() throws {
    _ = try Chromium.answer(of: endpoint, "POST", session + "/execute/sync", Chromium.axe.get())
  }

  /// The message that carries it, written once: it is half a megabyte.
  private static let axe = Result<[UInt8], any Error> {
    let file = "\(Project.folder)/.build/axe/axe_playwright_python/axe.min.js"
    guard Files.exists(file) else {
      throw Browser.Trouble(
        description: "axe-core is missing: run the README's test command, which fetches it")
    }
    let script = String(decoding: try Files.read(file), as: UTF8.self)
    let message: JSON = ["script": .string(script), "args": []]
    return message.bytes
  }
}
