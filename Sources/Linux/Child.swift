import CLinux
import Glibc

/// Another program, run to its end with an argument array: no shell ever reads what is passed.
package enum Child {
  /// Feeds `input`, waits at most `seconds`, and answers the exit code; nil if it had to be ended.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8], seconds: Int
  ) throws -> Int32? {
    var ends: [Int32] = [0, 0]
    guard unsafe linux_pipe(&ends) == 0 else { throw SystemError("pipe") }
    let reading = Descriptor(ends[0])
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, reading.number, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Our own threads block the polite signals; a child must not.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let copies = unsafe ([program] + arguments).map { unsafe strdup($0) }
    defer {
      for index in unsafe copies.indices { unsafe free(copies[index]) }
    }
    let words = unsafe copies + [nil]
    var id = pid_t()
    let code = unsafe posix_spawn(&id, program, &actions, &attributes, words, environ)
    guard code == 0 else {
      close(ends[1])
      throw SystemError("run \(program)", code: code)
    }
    feed(Descriptor(ends[1]), input)
    return wait(for: id, seconds: seconds)
  }

  /// A child that does not read to the end is its own affair.
  private static func feed(_ pipe: consuming Descriptor, _ input: [UInt8]) {
    try? pipe.write(input)
  }

  private static func wait(for id: pid_t, seconds: Int) -> Int32? {
    var status: Int32 = 0
    let deadline = Clock.monotonic + Int64(seconds) * 1_000_000_000
    while unsafe waitpid(id, &status, WNOHANG) == 0 {
      if Clock.monotonic > deadline {
        kill(id, SIGKILL)
        _ = unsafe waitpid(id, &status, 0)
        return nil
      }
      usleep(5000)
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}
