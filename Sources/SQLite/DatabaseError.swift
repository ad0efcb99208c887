internal import CSQLite

/// What SQLite said no to. The message is SQLite's; bound values never appear in it.
@usableFromInline
package struct DatabaseError: Error, CustomStringConvertible, Sendable {
  package let code: Int32
  package let message: String

  @usableFromInline package var description: String { "SQLite \(code): \(message)" }

  private var primary: Int32 { code & 0xFF }

  /// No room left: everything written so far in the transaction is already undone.
  package var isFull: Bool { primary == SQLITE_FULL }

  /// A rule of the schema refused the row.
  package var isConstraint: Bool { primary == SQLITE_CONSTRAINT }

  package var isBusy: Bool { primary == SQLITE_BUSY }

  package var isInterrupt: Bool { primary == SQLITE_INTERRUPT }

  /// The device below failed, not the data on it.
  package var isStorageFailure: Bool { primary == SQLITE_IOERR }

  /// What the file holds is not what was written.
  package var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB].contains(primary) }

  /// After these nothing about the last commit is known any more (reliability, finding 2): the
  /// process must stop writing and recover by starting again.
  package var leavesOutcomeUnknown: Bool {
    [
      SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_PROTOCOL,
      SQLITE_READONLY,
    ]
    .contains(primary)
  }
}
