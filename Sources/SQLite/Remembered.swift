/// What one connection knows of what was written when, and the answers it goes by.
@usableFromInline
final class Recollection {
  private final class Kept {
    let answer: any Sendable
    private let tables: Set<String>
    /// The last one that it is known to hold at.
    private var commit: Int

    init(_ answer: any Sendable, _ tables: Set<String>, _ commit: Int) {
      (self.answer, self.tables, self.commit) = (answer, tables, commit)
    }

    func holds(at tide: WriteMarks.Tide) -> Bool {
      if commit == tide.commit { return true }
      guard tide.isStill(tables, since: commit) else { return false }
      commit = tide.commit
      return true
    }
  }

  /// So many rows, each answer counted as one besides; then all are asked for anew.
  private static let most = 20_000

  private let marks: WriteMarks
  private var kept: [Question: Kept] = [:]
  private var rows = 0
  private var begun = 1
  private var tide: WriteMarks.Tide?
  /// Whether that was asked since the transaction began.
  private(set) var isAsked = false

  init(_ marks: WriteMarks) { self.marks = marks }

  /// A transaction begins, before its first statement.
  func begin() {
    begun = marks.now
    (isAsked, tide) = (false, nil)
  }

  /// Once it stands on its snapshot.
  func settle() {
    isAsked = true
    tide = marks.tide(since: begun)
  }

  /// Of which commit it reads is certain.
  var isSettled: Bool { tide != nil }

  func answer(to question: Question) -> (any Sendable)? {
    guard let tide, let known = kept[question], known.holds(at: tide) else { return nil }
    return known.answer
  }

  func keep(
    _ answer: any Sendable, of count: Int, to question: Question, from tables: Set<String>
  ) {
    guard let tide else { return }
    precondition(!tables.isEmpty, "an answer from no table would stand for ever")
    // An answer that takes another's place is counted again: forgotten sooner, never later.
    rows += count + 1
    if rows > Self.most { (kept, rows) = ([:], count + 1) }
    kept[question] = Kept(answer, tables, tide.commit)
  }

  // MARK: - The writer's

  private var written: Set<String> = []
  /// How often it has committed: a statement is noted once for each.
  private var turn = 0

  func note(_ statement: CachedStatement) {
    if statement.writes.isEmpty || statement.notedAt == turn { return }
    statement.notedAt = turn
    written.formUnion(statement.writes)
  }

  func note(_ tables: Set<String>) { written.formUnion(tables) }

  func beginCommit() { marks.begin() }

  /// Done or failed: of what failed more is forgotten than need be.
  func endCommit() {
    marks.end(written)
    written = []
    turn += 1
  }
}

/// What was asked, where, and with what.
@usableFromInline
struct Question: Hashable {
  let text: UInt
  let file: UInt
  let line: UInt
  let values: [Value]

  @usableFromInline
  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(values)
  }
}

extension Connection {
  /// As `all`, of what is asked often and changes seldom, such as what waits in one of the desk's twenty
  /// trays: answered from memory until somebody writes one of the tables it is read from.
  ///
  /// - Parameter read: by the row alone, for what it took along would be remembered with it.
  @inlinable
  package borrowing func remembered<Answer: Sendable>(
    _ sql: StaticString, _ values: any Bindable..., at line: UInt = #line,
    in file: StaticString = #fileID, read: (borrowing Row) -> Answer
  ) throws(DatabaseError) -> [Answer] {
    let question = try question(sql, values, line, file)
    if let known = answer(to: question) as? [Answer] { return known }
    let statement = try prepare(sql, values)
    defer { statement.release() }
    var answers: [Answer] = []
    while try statement.step() { answers.append(read(statement.row)) }
    keep(answers, of: answers.count, to: question, from: statement)
    return answers
  }

  /// Nil on a connection that remembers nothing, and while somebody commits.
  @usableFromInline
  borrowing func question(
    _ sql: StaticString, _ values: [any Bindable], _ line: UInt, _ file: StaticString
  ) throws(DatabaseError) -> Question? {
    guard isSnapshot, let recollection else { return nil }
    if !recollection.isAsked {
      if !standsOnSnapshot { try run("SELECT 1 FROM sqlite_schema LIMIT 0") }
      recollection.settle()
    }
    guard recollection.isSettled else { return nil }
    return unsafe Question(
      text: UInt(bitPattern: sql.utf8Start), file: UInt(bitPattern: file.utf8Start), line: line,
      values: values.map { $0.bound })
  }

  @usableFromInline
  borrowing func answer(to question: Question?) -> (any Sendable)? {
    question.flatMap { recollection?.answer(to: $0) }
  }

  @usableFromInline
  borrowing func keep(
    _ answer: any Sendable, of count: Int, to question: Question?, from statement: CachedStatement
  ) {
    if let question { recollection?.keep(answer, of: count, to: question, from: statement.reads) }
  }

  /// Of a store's writer.
  borrowing func commit() throws(DatabaseError) {
    recollection?.beginCommit()
    defer { recollection?.endCommit() }
    try run("COMMIT")
  }
}
