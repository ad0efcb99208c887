import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

/// A window of a real Chromium as somebody finds it who has never been here: whoever had it before
/// has left nothing behind.
final class Browser {
  struct Window: Sendable, Hashable, CustomTestStringConvertible {
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

  private let window: Window
  private let chromium: Chromium

  init(_ window: Window) throws {
    self.window = window
    chromium = try Chromium.borrow(window)
  }

  deinit { chromium.giveBack(window) }

  @discardableResult
  private func call(_ method: String, _ path: String, _ body: JSON? = nil) throws -> JSON {
    try chromium.call(method, path, body)
  }

  // MARK: - What a person does

  func open(_ url: String) throws { try call("POST", "/url", ["url": .string(url)]) }

  var address: String { get throws { try call("GET", "/url").string ?? "" } }

  func click(_ selector: String) throws {
    try call("POST", "/element/\(try find(selector))/click", [:])
  }

  /// Dates are set as a date picker would, everything else is typed. Characters beyond the first
  /// 65 536 are put there as an input method would: some drivers have no keys for them.
  func fill(_ selector: String, with text: String) throws {
    let element = try find(selector)
    try call("POST", "/element/\(element)/clear", [:])
    if text.unicodeScalars.contains(where: { $0.value > 0xFFFF }) {
      return try compose(text, in: element)
    }
    try call("POST", "/element/\(element)/value", ["text": .string(text)])
  }

  private func compose(_ text: String, in element: String) throws {
    let script = """
      const [field, text] = arguments;
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", {bubbles: true, data: text}));
      field.dispatchEvent(new Event("change", {bubbles: true}));
      """
    let field: JSON = [Self.reference: .string(element)]
    try call(
      "POST", "/execute/sync", ["script": .string(script), "args": [field, .string(text)]])
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

  func press(_ key: String) throws { try press([key]) }

  /// What a keyboard does, key by key down and up.
  func act(_ keys: [JSON]) throws {
    try call(
      "POST", "/actions",
      ["actions": [["type": "key", "id": "keyboard", "actions": .array(keys)]]])
  }

  /// The text of an element, once it is `wanted`; what it was at the end otherwise, and an issue.
  @discardableResult
  func text(
    _ selector: String, awaiting wanted: String,
    at place: SourceLocation = #_sourceLocation
  ) -> String {
    var last = ""
    let came = eventually {
      // A page on its way has no elements, or old ones.
      if let id = try? find(selector), let text = try? call("GET", "/element/\(id)/text").string {
        last = text
      }
      return last == wanted
    }
    #expect(came, "\(selector): \(last)", sourceLocation: place)
    return last
  }

  /// What the page says of what was just done, which begins with this; the whole of it.
  @discardableResult
  func said(_ words: String, at place: SourceLocation = #_sourceLocation) -> String {
    let start = (words.hasPrefix("不") ? "已决定" : "已") + words
    var last = ""
    let came = eventually {
      let node = try? find(".note [role=status]")
      if let node, let text = try? call("GET", "/element/\(node)/text").string { last = text }
      return last.hasPrefix(start)
    }
    #expect(came, "\(start): \(last)", sourceLocation: place)
    return last
  }

  /// What the protocol calls a reference to an element.
  private static let reference = "element-6066-11e4-a52e-4f735466cecf"

  private func find(_ selector: String) throws -> String {
    let found = try call("POST", "/element", ["using": "css selector", "value": .string(selector)])
    return found[Self.reference]?.string ?? ""
  }

  /// What this browser is known by; put on again, it is that visitor's browser.
  var cookies: JSON { get throws { try call("GET", "/cookie") } }

  func wear(_ cookies: JSON?) throws {
    try call("DELETE", "/cookie")
    for cookie in cookies?.array ?? [] { try call("POST", "/cookie", ["cookie": cookie]) }
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

  /// axe-core's findings against WCAG 2.2 A and AA and its best practices: rule and place. What it
  /// finds in order is not written out, which takes most of its time.
  func violations() throws -> [String] {
    try chromium.bringAxe()
    let found = try call(
      "POST", "/execute/async", ["script": .string(Self.alike + Self.look), "args": []])
    return found.array?.compactMap(\.string) ?? ["axe did not answer"]
  }

  /// Contrast is two thirds of what axe costs, and the same for all texts of one style on one ground: it
  /// is measured once for each that there is on the page.
  private static let alike = """
    const seen = new Map();
    for (const e of document.querySelectorAll("body, body *")) {
      const words = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
      if (!(words || e.matches("input, select, textarea")) || !e.checkVisibility()) continue;
      const own = getComputedStyle(e);
      let style = [e.tagName, words.length > 1, own.color, own.fontSize, own.fontWeight,
        own.textShadow, e.matches(":disabled, [aria-disabled=true], label")];
      for (let at = e; at; at = at.parentElement) {
        const s = getComputedStyle(at);
        style.push(s.backgroundColor, s.backgroundImage, s.opacity, s.position, s.filter);
      }
      style = style.join(";");
      if (!seen.has(style)) seen.set(style, e);
    }
    for (const e of seen.values()) e.dataset.contrast = "";
    axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"}]});
    """

  private static let look = """
    const done = arguments[arguments.length - 1];
    axe.run({resultTypes: ["violations"]}).then(r => {
      for (const e of seen.values()) delete e.dataset.contrast;
      done(r.violations.map(v => v.id + " " + v.nodes.map(n => n.target).join(" | ")));
    });
    """

  /// How many sheets of A4 the page takes, as it asks to be printed.
  func sheets() throws -> Int {
    let paper: JSON = ["page": ["width": 21, "height": .decimal(29.7)], "background": false]
    let file = Data(base64Encoded: try printed(paper)) ?? Data()
    let text = String(decoding: file, as: Unicode.ASCII.self)
    return text.components(separatedBy: "/Type /Page\n").count - 1
  }

  /// The driver gives the browser ten seconds and cannot be told otherwise; on a busy machine it is
  /// asked again, for how long printing takes is no verdict.
  private func printed(_ paper: JSON) throws -> String {
    for _ in 1...20 {
      do {
        return try call("POST", "/print", paper).string ?? ""
      } catch let trouble as Trouble where trouble.description.contains("\"timeout\"") {
        continue
      }
    }
    return try call("POST", "/print", paper).string ?? ""
  }

  func screenshot(to file: String) throws {
    let picture = try call("GET", "/screenshot").string ?? ""
    try Data(base64Encoded: picture)?.write(to: URL(fileURLWithPath: file))
  }
}
