import Foundation
import JSON
import TestSupport
import Testing

/// 李华 at a part of a new application. When the page sends and when it hears the answer can be taken
/// into one's own hands: nothing here waits for so many seconds.
struct Writing {
  let walk: Walk
  let number: String
  let section: Int

  static let button = "form:has([data-section]) button"

  var browser: Browser { walk.browser }
  var address: String { walk.base + "/applications/\(number)/sections/\(section)" }

  init(section: Int) throws {
    walk = try Walk(on: "2026-11-20")
    self.section = section
    try walk.enter("lihua")
    try walk.open("/applications/new")
    try walk.fill([("kind", "product"), ("item", "禾欣荞麦米饼")])
    try walk.press("开始填报")
    walk.done("开始填报")
    let path = try walk.browser.run("return location.pathname").string
    number = try #require(path?.components(separatedBy: "/").last)
    try walk.open("/applications/\(number)/sections/\(section)")
  }

  /// As it is on the server.
  var kept: JSON { get throws { try walk.read("/applications/\(number)/sections/\(section)") } }

  /// By itself: the page is still there, and says when.
  func isSaved(
    edition: Int, _ question: String, _ text: String, after before: String = "",
    in other: Browser? = nil, at place: SourceLocation = #_sourceLocation
  ) throws {
    let browser = other ?? browser
    let line = "document.querySelector('[data-saved-at]')"
    let came = eventually {
      let said = try? browser.run("return \(line).innerText").string
      return said?.hasPrefix("现在是第 \(edition) 版，") == true
    }
    #expect(came, "\((try? browser.text("[data-section]")) ?? "")", sourceLocation: place)
    let time = try browser.run("return \(line).dataset.savedAt").string ?? ""
    browser.text("[data-section]", awaiting: "\(before)已自动保存（\(time)）", at: place)
    let kept = try kept
    #expect(kept["edition"]?.integer == edition, sourceLocation: place)
    #expect(kept["answers"]?[question]?.string == text, sourceLocation: place)
  }

  /// From here on the pause after typing ends when told, and answers may be held back.
  func watch() throws {
    try browser.run(
      """
      const [later, ask] = [window.setTimeout, window.fetch];
      window.setTimeout = (work, pause) => pause === 2000 ? ((window.due = work), 0) : later(work, pause);
      window.posts = 0;
      window.fetch = async (...asked) => {
        if (asked[1]) window.posts += 1;
        const isHeld = asked[1] && window.isHeld;
        const answer = await ask(...asked);
        if (isHeld) await new Promise(go => { window.release = go; });
        return answer;
      };
      """)
  }

  func pauseTyping() throws { try browser.run("window.due()") }

  func awaitHeld(at place: SourceLocation = #_sourceLocation) throws {
    #expect(
      try eventually { try browser.run("return !!window.release") == true }, sourceLocation: place)
  }

  func release() throws {
    try browser.run(
      "const go = window.release; window.isHeld = false; window.release = null; go();")
  }

  /// In another window of the same browser: with that window's token.
  func signOut() throws {
    try browser.run(
      """
      function ask(method, address, body) {
        const asked = new XMLHttpRequest();
        asked.open(method, address, false);
        asked.send(body);
        return asked.responseText;
      }
      const page = new DOMParser().parseFromString(ask("GET", location.href), "text/html");
      const form = page.querySelector("form[action='/session/end']");
      ask("POST", form.getAttribute("action"), new URLSearchParams(new FormData(form)));
      """)
  }
}
