import Digest
import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

/// A way through the demo that many people walk, each at a browser of their own, over several days.
final class Walk {
  let browser: Browser
  private(set) var demo: Demo?
  private let folder: TemporaryFolder
  private var jars: [String: JSON] = [:]
  private var codes: [String: Int] = [:]
  private var current = ""

  init(on day: String) throws {
    folder = try TemporaryFolder()
    browser = try Browser(.desktop)
    demo = try Demo(in: folder.path + "/data", on: day)
  }

  static let password = "Yanshi-2024-pinpai"

  var base: String { demo?.base ?? "" }

  /// The demo is stopped, and started again on a later day.
  func turn(to day: String) throws {
    keep()
    demo = nil
    demo = try Demo(in: folder.path + "/data", on: day)
    jars = [:]
    current = ""
    try browser.wear(nil)
  }

  // MARK: - Who sits there

  private func keep() { if !current.isEmpty { jars[current] = try? browser.cookies } }

  /// Somebody of the cast: one press, and from then on a browser of their own.
  func enter(_ login: String) throws {
    try sitDown(login) {
      try browser.enter(login, try #require(demo))
    }
  }

  /// Somebody who has no place in the cast: by name and password, as anyone.
  func signIn(_ login: String) throws {
    try sitDown(login) {
      try open("/login")
      try browser.fill("#name", with: login)
      try browser.fill("#password", with: Walk.password)
      try go("main button")
      if try browser.run("return document.querySelector('h1').innerText") == "输入动态口令" {
        try browser.fill("main input[autocomplete=one-time-code]", with: code(login))
        try go("main form button")
      }
      browser.text("h1", awaiting: "工作台")
    }
  }

  private func sitDown(_ login: String, _ come: () throws -> Void) throws {
    keep()
    current = login
    try browser.wear(jars[login])
    if jars[login] == nil { try come() }
  }

  /// A member of the public.
  func leave() throws {
    keep()
    current = ""
    try browser.wear(nil)
  }

  /// What this person's phone shows; no code serves twice.
  func code(_ login: String) -> String {
    let secret = Array(HMAC.code(key: Array("brandpilot demo".utf8), Array(login.utf8)).prefix(20))
    let now = OneTimeCode.step(atSeconds: Int(Date().timeIntervalSince1970))
    let step = max(now, (codes[login] ?? 0) + 1)
    codes[login] = step
    // No code is good before its time: the one after the next is waited for.
    _ = eventually {
      step <= OneTimeCode.step(atSeconds: Int(Date().timeIntervalSince1970)) + 1
    }
    return OneTimeCode.code(secret, step: step)
  }

  // MARK: - What they do

  func open(_ page: String) throws { try browser.open(base + page) }

  /// From one's own desk to what waits there.
  func find(_ words: String, at place: SourceLocation = #_sourceLocation) throws {
    try open("/desk")
    try press(words, at: place)
  }

  /// A button or link of the page, by the words on it.
  func press(_ words: String, at place: SourceLocation = #_sourceLocation) throws {
    let found = try browser.run(
      """
      const words = \(JSON.string(words).text);
      document.querySelectorAll("[data-walk]").forEach(e => e.removeAttribute("data-walk"));
      const all = [...document.querySelectorAll("main a, main button")];
      const one = all.find(e => e.innerText.trim() === words)
        || all.find(e => e.innerText.includes(words));
      if (one) one.setAttribute("data-walk", "");
      return one ? "" : all.map(e => e.innerText.trim()).join(" | ");
      """)
    #expect(found == "", "no “\(words)” among: \(found.text)", sourceLocation: place)
    try go("[data-walk]")
    try confirm()
  }

  /// Sends the page's form, once the letter that goes out with it has been looked at; what asks once more who
  /// it is is answered.
  func send() throws {
    if try browser.run("return document.querySelector('main form button')?.name") == "preview" {
      try go("main form button")
      #expect(try page.contains("预览："))
    }
    try go("main form button")
    try confirm()
  }

  /// To the page that this leads to: the click comes back before that has come, and what is asked there is
  /// not read off this one.
  private func go(_ selector: String) throws {
    try browser.run("window.walkedFrom = true")
    try browser.click(selector)
    _ = eventually {
      let came = try? browser.run("return !window.walkedFrom && document.readyState === 'complete'")
      return came == true
    }
  }

  /// Opens what is folded away under these words.
  func unfold(_ words: String) throws {
    try browser.run(
      """
      const words = \(JSON.string(words).text);
      const all = [...document.querySelectorAll("main summary")];
      all.find(e => e.innerText.includes(words)).setAttribute("data-fold", "");
      """)
    try browser.click("[data-fold]")
  }

  /// Who is asked for password and code once more gives them.
  private func confirm() throws {
    let isAsked =
      try browser.run("return document.querySelector('h1')?.innerText") == "请再次确认是您本人"
    guard isAsked else { return }
    try browser.fill("main input[type=password]", with: Walk.password)
    if try browser.run("return !!document.querySelector('main input[autocomplete=one-time-code]')")
      == true
    {
      try browser.fill("main input[autocomplete=one-time-code]", with: code(current))
    }
    try go("main form:has(input[type=password]) button")
  }

  /// Chooses and types, as a person does.
  func fill(_ answers: [(String, String)], at place: SourceLocation = #_sourceLocation) throws {
    for (name, text) in answers {
      let kind = try browser.run(
        """
        const [name, text] = [\(JSON.string(name).text), \(JSON.string(text).text)];
        const all = [...document.querySelectorAll("main [name='" + name + "']")];
        const one = all.find(e => ["radio", "checkbox"].includes(e.type) && e.value === text);
        if (one) { if (!one.checked) one.click(); return "done"; }
        const field = all[0];
        if (!field) return "missing";
        if (field.tagName !== "SELECT" && field.type !== "date") return "typed";
        field.value = text;
        field.dispatchEvent(new Event("change", {bubbles: true}));
        return field.value === text ? "done" : "refused";
        """)
      if kind == "typed" {
        try browser.fill("main [name='\(name)']", with: text)
      } else {
        #expect(kind == "done", "\(name)", sourceLocation: place)
      }
    }
  }

  /// What the page says has been done.
  func done(_ words: String, at place: SourceLocation = #_sourceLocation) {
    browser.said(words, at: place)
  }

  func heading(_ words: String, at place: SourceLocation = #_sourceLocation) {
    browser.text("h1", awaiting: words, at: place)
  }

  /// Everything that the page says.
  var page: String {
    get throws { try browser.run("return document.querySelector('main').innerText").string ?? "" }
  }

  /// For people to look at, when they ask for it.
  func picture(_ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["BRANDPILOT_PICTURES"] else { return }
    try browser.screenshot(to: "\(folder)/walk-\(name).png")
  }

  // MARK: - By JSON

  /// As whoever sits there may read it.
  func read(_ path: String) throws -> JSON {
    try browser.run(
      """
      const ask = new XMLHttpRequest();
      ask.open("GET", \(JSON.string("/api/v1" + path).text), false);
      ask.send();
      return JSON.parse(ask.responseText);
      """)
  }

  @discardableResult
  func post(
    _ path: String, _ body: JSON, by token: String? = nil,
    at place: SourceLocation = #_sourceLocation
  ) throws -> JSON {
    var fields = [("Content-Type", "application/json"), ("Idempotency-Key", UUID().uuidString)]
    if let token { fields.append(("Authorization", "Bearer \(token)")) }
    let answer = try Exchange.request(
      "POST", "/api/v1" + path, fields: fields, body: body.bytes,
      to: try #require(demo).endpoint)
    let said = try JSON(parsing: answer.body)
    #expect(answer.status == 200, "\(path): \(said.text)", sourceLocation: place)
    return said
  }
}
