import HTML
import HTTP
import JSON
import Routing
import Synchronization
import Vocabulary

// A tiny programme for the route table: one act and one view at typed places, and a fault.

struct Number: Place, Equatable {
  static let holes = 1
  let value: Int

  init(_ value: Int) { self.value = value }

  init?(_ segments: [String]) {
    guard segments.count == 1, let value = Int(segments[0]), value > 0, "\(value)" == segments[0]
    else { return nil }
    self.value = value
  }

  var segments: [String] { ["\(value)"] }
}

final class Book: Sendable {
  let lines = Mutex<[String]>([])
}

struct SignBook: Act {
  struct Asked: Input {
    static let name = Field.text("name", "姓名", most: 5, example: "张三")
    static let age = Field.integer("age", "年龄", 1...150)
    static let note = Field.longText("note", "留言", most: 20, example: "好", isRequired: false)
    static let fields = [name.note, age.note, note.note]

    let name: String
    let age: Int
    let note: String

    init(_ answers: Answers) throws(Problems) {
      (name, age, note) = try answers.read(Self.name, Self.age, Self.note)
    }
  }

  static let name = "book.sign"
  static let summary = "留名"
  static let path = Path<Number>("/books/:number/signatures")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("count", .integer)])
  static let clause: String? = "001 三（一）"

  let book: Book

  func perform(_ asked: Asked, at place: Number, by actor: Visitor, _ visit: Visit) throws -> Int {
    if place.value == 404 { throw Refusal.notFound }
    if asked.name == "拒绝" {
      throw Refusal(.conflict, code: "closed", "留言簿已合上。", clause: "001 三（二）")
    }
    return book.lines.withLock {
      $0.append("\(place.value) \(asked.name) \(asked.age) \(asked.note)")
      return $0.count
    }
  }

  func json(_ count: Int) -> JSON { ["count": .integer(count)] }
  func next(_ count: Int, at place: Number) -> Address { ReadBook.path.link(place) }
  func page(_ sheet: Sheet, at place: Number, for actor: Visitor, _ visit: Visit) -> HTML {
    p {
      sheet.problems.map { "\($0.field):\($0.code)" }.joined(separator: " ") + "|"
        + sheet.text(Asked.name.note)
    }
  }
}

struct ReadBook: View {
  typealias Asked = Nothing

  static let name = "book.read"
  static let summary = "看留言簿"
  static let path = Path<Number>("/books/:number")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("number", .integer)])

  func answer(_ asked: Nothing, at place: Number, for actor: Visitor, _ visit: Visit) throws -> Int
  {
    if place.value == 500 { throw Broken() }
    return place.value
  }

  struct Broken: Error {}

  func json(_ number: Int) -> JSON { ["number": .integer(number)] }
  func page(_ sheet: Sheet, _ number: Int?, at place: Number, for actor: Visitor, _ visit: Visit)
    -> HTML
  {
    p { "第 \(number ?? 0) 本" }
  }
}

final class World: Sendable {
  let book = Book()
  let faults = Mutex<[String]>([])

  func table(origin: String? = nil) -> RouteTable {
    var settings = RouteTable.Settings(
      clock: CivilClock(wall: { 0 }), wall: { 0 },
      errorPage: { _, note in p { "\(note.status.code) \(note.code)" } },
      report: { [self] fault, number in faults.withLock { $0.append("\(number) \(fault)") } })
    settings.origin = origin.flatMap { Origin($0) }
    return RouteTable(
      [
        .act(SignBook(book: book)), .view(ReadBook()),
        .plain("/staff", .operators, "staff", "内部", .text) { _ in .text(.ok, "in\n") },
        .standing(Path<Nowhere>("/standing"), "standing", "站着的页") { now, visit in
          p { "\(now.day)\(visit?.caller?.name ?? "")" }
        },
      ], settings)
  }
}
