import CLinux
import Glibc

/// A named operating-system thread that runs one body to its end.
package enum Thread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// `name` is what `top -H` shows: at most 15 bytes. A process that cannot have its few threads at
  /// start cannot serve at all.
  package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    precondition(startIfPossible(name, body), "cannot start thread \(name)")
  }

  /// False where the system gives no more threads now.
  package static func startIfPossible(
    _ name: String, _ body: @escaping @Sendable () -> Void
  ) -> Bool {
    let boxed = Body {
      _ = unsafe linux_name_thread(name)
      body()
    }
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(boxed).toOpaque()
    let code = unsafe pthread_create(
      &thread, nil,
      { context in
        unsafe Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context)
    guard code == 0 else {
      unsafe Unmanaged<Body>.fromOpaque(context).release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  /// Lets this thread stand still; never a loop's.
  package static func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
}
