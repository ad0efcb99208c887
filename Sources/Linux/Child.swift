import CLinux
import Glibc

/// Another program, started with an argument array: no shell ever reads what is passed. It gets its
/// three standard streams and nothing else that is open here.
package enum Child {
  /// Feeds `input`, waits at most `seconds`, and answers the exit code; nil if it had to be ended.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8], seconds: Int
  ) throws -> Int32? {
    Signals.settle()
    let deadline = Clock.monotonic + Int64(seconds) * 1_000_000_000
    var pipe = try PipeEnds()
    let id = try start(program, arguments, input: pipe.reading?.number)
    // Our own end of it: as long as it is open, a child that has gone away is not noticed.
    pipe.reading = nil
    if let writing = pipe.writing.take() { feed(writing, input, until: deadline) }
    return end(of: id, by: deadline)
  }

  /// The same with a file on its standard input, which is read by nobody here.
  package static func run(
    _ program: String, _ arguments: [String], reading file: borrowing Descriptor, seconds: Int
  ) throws -> Int32? {
    Signals.settle()
    let deadline = Clock.monotonic + Int64(seconds) * 1_000_000_000
    return end(of: try start(program, arguments, input: file.number), by: deadline)
  }

  private static func end(of id: pid_t, by deadline: Int64) -> Int32? {
    while Clock.monotonic <= deadline {
      if let status = look(at: id) { return status < 0 ? nil : status }
      usleep(5000)
    }
    kill(id, SIGKILL)
    _ = wait(for: id)
    return nil
  }

  /// No longer than there is time: a child may stand still without reading.
  private static func feed(_ pipe: consuming Descriptor, _ input: [UInt8], until deadline: Int64) {
    _ = fcntl(pipe.number, F_SETFL, O_NONBLOCK)
    var sent = 0
    while sent < input.count {
      let left = deadline - Clock.monotonic
      guard left > 0 else { return }
      var wait = pollfd(fd: pipe.number, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&wait, 1, Int32(left / 1_000_000) + 1)
      let more = unsafe input.withUnsafeBytes {
        unsafe Glibc.write(pipe.number, $0.baseAddress! + sent, input.count - sent)
      }
      if more > 0 { sent += more } else if errno != EAGAIN && errno != EINTR { return }
    }
  }

  /// Its id. A stream without a descriptor leads nowhere. Whoever starts a child waits for it.
  package static func start(
    _ program: String, _ arguments: [String], in folder: String? = nil, input: Int32? = nil,
    output: Int32? = nil, errors: Int32? = nil
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (stream, descriptor) in [input, output, errors].enumerated() {
      if let descriptor {
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(stream))
      } else {
        unsafe posix_spawn_file_actions_addopen(&actions, Int32(stream), "/dev/null", O_RDWR, 0)
      }
    }
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }
    // Our own threads block the polite signals; a child must not.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    // Nor do we go when a reader does; a child may want to.
    var usual = sigset_t()
    unsafe sigemptyset(&usual)
    unsafe sigaddset(&usual, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let copies = unsafe ([program] + arguments).map { unsafe strdup($0) }
    defer {
      for index in unsafe copies.indices { unsafe free(copies[index]) }
    }
    var id = pid_t()
    let code = unsafe posix_spawn(&id, program, &actions, &attributes, copies + [nil], environ)
    guard code == 0 else { throw SystemError("run \(program)", code: code) }
    return id
  }

  /// What became of it, if it has ended: its exit code, or minus the signal that ended it. To be
  /// asked no more once it has been told.
  package static func look(at id: pid_t) -> Int32? {
    ended(id, WNOHANG)
  }

  /// The same, once it has ended.
  package static func wait(for id: pid_t) -> Int32 {
    ended(id, 0) ?? lost
  }

  /// Somebody else has been told: whether it went well, nobody can say, and so it did not.
  private static let lost: Int32 = .min

  private static func ended(_ id: pid_t, _ options: Int32) -> Int32? {
    var status: Int32 = 0
    var found: pid_t
    repeat { found = unsafe waitpid(id, &status, options) } while found < 0 && errno == EINTR
    if found == 0 { return nil }
    if found < 0 { return lost }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : -signal
  }
}

/// Two ends, of which a child gets one.
package struct PipeEnds: ~Copyable {
  package var reading: Descriptor?
  /// To be closed here for the reader to see the end.
  package var writing: Descriptor?

  package init() throws {
    var ends: [Int32] = [0, 0]
    guard unsafe linux_pipe(&ends) == 0 else { throw SystemError("pipe") }
    reading = Descriptor(ends[0])
    writing = Descriptor(ends[1])
  }
}
