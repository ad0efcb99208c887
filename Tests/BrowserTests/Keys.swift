import JSON
import TestSupport
import Testing

/// Somebody who never touches a mouse.
extension Browser {
  enum Key {
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"
    static let space = " "
    static let alt = "\u{E00A}"
  }

  /// One after the other, as fast as they are pressed.
  func press(_ keys: [String], holding held: String? = nil) throws {
    func key(_ kind: String, _ value: String) -> JSON {
      ["type": .string(kind), "value": .string(value)]
    }
    let pressed = keys.flatMap { [key("keyDown", $0), key("keyUp", $0)] }
    let all = (held.map { [key("keyDown", $0)] } ?? []) + pressed
    try act(all + (held.map { [key("keyUp", $0)] } ?? []))
  }

  /// What stands where the keys go: its words, or its name where it has none.
  var focused: String {
    get throws {
      try run(
        """
        const one = document.activeElement;
        const label = one.labels && one.labels[0];
        return (one.getAttribute("aria-label") || one.innerText || (label && label.innerText)
          || one.name || "").trim();
        """
      ).string ?? ""
    }
  }
}

extension Walk {
  /// With the tabulator on to what has these words; how often it had to be pressed.
  @discardableResult
  func tab(to words: String, at place: SourceLocation = #_sourceLocation) throws -> Int {
    for count in 1...90 {
      try browser.press([Browser.Key.tab])
      if try browser.focused.hasPrefix(words) { return count }
    }
    Issue.record("no way by keyboard to “\(words)”", sourceLocation: place)
    return 90
  }

  /// What the keys set off is another page.
  func go(_ keys: [String], holding held: String? = nil) throws {
    try browser.run("window.walkedFrom = true")
    try browser.press(keys, holding: held)
    _ = eventually {
      let came = try? browser.run("return !window.walkedFrom && document.readyState === 'complete'")
      return came == true
    }
  }

  /// Over all that stands above, to what can be done; the first of it is what comes next. The keys that
  /// it took: whoever does it thirty times knows them by heart.
  @discardableResult
  func act(_ words: String, at place: SourceLocation = #_sourceLocation) throws -> Way {
    let over = try tab(to: "跳到“现在到哪一步", at: place)
    try jump([])
    let on = try tab(to: words, at: place)
    try go([Browser.Key.enter])
    return Way(over: over, on: on)
  }

  struct Way {
    let over, on: Int
    var keys: Int { over + on + 2 }
  }

  /// What is jumped to has the cursor a moment later.
  private func jump(_ before: [String]) throws {
    try browser.press(before + [Browser.Key.enter])
    _ = eventually { (try? browser.run("return location.hash !== ''")) == true }
  }

  /// The same once more.
  func go(_ way: Way) throws {
    try jump(tabs(way.over))
    try go(tabs(way.on) + [Browser.Key.enter])
  }

  func tabs(_ count: Int) -> [String] { Array(repeating: Browser.Key.tab, count: count) }
}
