import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What is known of a file's viruses.
package enum Scan: Sendable, Equatable {
  /// Nothing: it waits for the scanner, if there is one.
  case waiting
  case clean(Instant)
  /// Nobody gets it any more.
  case infected(String, Instant)

  init(_ word: String, _ at: Instant, _ signature: String) {
    switch word {
    case "clean": self = .clean(at)
    case "infected": self = .infected(signature, at)
    default: self = .waiting
    }
  }

  var isInfected: Bool { if case .infected = self { true } else { false } }

  /// - Parameter isScanning: there is a scanner.
  func state(isScanning: Bool) -> HTML {
    switch self {
    case .waiting:
      Design.state(isScanning ? "正在查毒" : "未查毒", .plain, isScanning ? .wait : .info)
    case .clean: Design.state("已查毒", .good)
    case .infected: Design.state("已隔离", .wrong)
    }
  }

  /// Behind what is said of the file.
  var line: String {
    switch self {
    case .waiting: ""
    case .clean(let at): "，\(at.chinese) 查毒，没有发现病毒"
    case .infected(let signature, let at):
      "，\(at.chinese) 查出病毒（\(signature)），任何人都不能下载，请移除或者换一份"
    }
  }

  func members(isScanning: Bool) -> [JSON.Member] {
    switch self {
    case .waiting: [.init("scan", .string(isScanning ? "waiting" : "off"))]
    case .clean(let at): [.init("scan", "clean"), .init("scannedAt", .string("\(at)"))]
    case .infected(let signature, let at):
      [
        .init("scan", "infected"), .init("scannedAt", .string("\(at)")),
        .init("signature", .string(signature)),
      ]
    }
  }

  /// Why it is not handed out: to nobody, where there is a virus in it; while it is being looked at, to
  /// nobody but the enterprise whose own it is.
  func obstacle(isScanning: Bool, isOwn: Bool) -> Refusal? {
    switch self {
    case .clean: nil
    case .waiting:
      isScanning && !isOwn
        ? Refusal(.conflict, code: "scanning", "这份文件正在查毒，查完才能打开，请稍后再来。") : nil
    case .infected(let signature, _):
      Refusal(
        .conflict, code: "quarantined", "这份文件查出病毒（\(signature)），已经隔离，任何人都不能下载。")
    }
  }
}
