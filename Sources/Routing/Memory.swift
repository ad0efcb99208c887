import Synchronization

// Both are inlined where they are used, for which their own names must be usable there too: a page from
// memory costs less than finding out at run time what its key is.

/// The last one made, and for what.
@usableFromInline
package final class Memory<Key: Equatable & Sendable, Made: Sendable>: Sendable {
  @usableFromInline let kept = Mutex<(key: Key, made: Made)?>(nil)

  @inlinable package init() {}

  @inlinable package func made(for key: Key, make: () -> Made) -> Made {
    if let made = self[key] { return made }
    let made = make()
    self[key] = made
    return made
  }

  @inlinable package subscript(key: Key) -> Made? {
    get { kept.withLock { $0?.key == key ? $0?.made : nil } }
    set { kept.withLock { $0 = newValue.map { (key, $0) } } }
  }

  /// The same for whoever knows neither the key nor what it is made from.
  @inlinable package func made<Moment>(
    by key: @escaping @Sendable (Moment) -> Key
  ) -> @Sendable (Moment, () -> Made) -> Made {
    { self.made(for: key($0), make: $1) }
  }
}

/// What was made lately, each for its key; when it has become too much, it is begun anew.
@usableFromInline
package final class Memories<Key: Hashable & Sendable, Made: Sendable>: Sendable {
  @usableFromInline let most: Int
  @usableFromInline let kept = Mutex<[Key: Made]>([:])

  @inlinable package init(most: Int) { self.most = most }

  @inlinable package func made(for key: Key, make: () -> Made) -> Made {
    if let made = self[key] { return made }
    let made = make()
    self[key] = made
    return made
  }

  @inlinable package subscript(key: Key) -> Made? {
    get { kept.withLock { $0[key] } }
    set {
      // What is thrown away ends after the lock.
      var old: [Key: Made] = [:]
      kept.withLock {
        if $0.count >= most, $0[key] == nil { swap(&$0, &old) }
        $0[key] = newValue
      }
      withExtendedLifetime(old) {}
    }
  }
}
