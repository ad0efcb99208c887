import Dispatch
import Linux
import Synchronization
import TestSupport
import Testing

@Suite("慢活的池子：有活才开线程，满了就说，池子没了线程也走")
struct PoolTests {
  /// What threads of this name there are in this process now.
  private func threads(_ name: String) -> Int {
    let tasks = (try? Files.list("/proc/self/task")) ?? []
    return tasks.count { task in
      let said = try? Files.read("/proc/self/task/\(task)/comm")
      return said.map { String(decoding: $0, as: UTF8.self) } == name + "\n"
    }
  }

  /// Whoever comes stands before it until it opens.
  private final class Door: Sendable {
    private let count = Atomic(0)
    private let bell = DispatchSemaphore(value: 0)
    var reached: Int { count.load(ordering: .relaxed) }

    func pass(_ number: Int) -> Int {
      count.add(1, ordering: .relaxed)
      bell.wait()
      return number
    }

    func open(_ count: Int) {
      for _ in 0..<count { bell.signal() }
    }
  }

  @Test("没有活就没有线程；一件接一件，用不着全部线程")
  func oneAtATime() async throws {
    let pool = Pool("pool-one", threads: 3, waiting: 9)
    #expect(threads("pool-one") == 0)
    for number in 0..<20 { #expect(try await pool.run { number } == number) }
    #expect(withExtendedLifetime(pool) { threads("pool-one") } == 1)
  }

  @Test("同时来的活各占一条线程，多的排队，再多的当场回绝；一件不丢")
  func crowd() async throws {
    let door = Door()
    let pool = Pool("pool-crowd", threads: 2, waiting: 3)
    @Sendable func ask(_ number: Int) async throws -> Int? {
      do { return try await pool.run { door.pass(number) } } catch is Pool.Full { return nil }
    }
    let (done, refused) = try await withThrowingTaskGroup(of: Int?.self) { group in
      // Two run and hold their threads; only then is the line filled.
      for number in 0..<2 { group.addTask { try await ask(number) } }
      while door.reached < 2 { await Task.yield() }
      for number in 2..<10 { group.addTask { try await ask(number) } }
      var answers: [Int?] = []
      while answers.count < 5, let answer = try await group.next() { answers.append(answer) }
      // All who found no room have been told while the others still wait.
      #expect(answers == [nil, nil, nil, nil, nil])
      door.open(5)
      for try await answer in group { answers.append(answer) }
      return (answers.compactMap(\.self), answers.count { $0 == nil })
    }
    #expect(done.count == 5)
    #expect(Set(done).isSuperset(of: [0, 1]))
    #expect(refused == 5)
    #expect(withExtendedLifetime(pool) { threads("pool-crowd") } == 2)
  }

  @Test("池子放下以后，线程都走")
  func goes() async throws {
    do {
      let pool = Pool("pool-gone", threads: 2, waiting: 9)
      async let one: Void = pool.run { pause(milliseconds: 20) }
      async let two: Void = pool.run { pause(milliseconds: 20) }
      _ = try await (one, two)
    }
    #expect(eventually { threads("pool-gone") == 0 })
  }
}
