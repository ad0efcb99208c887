internal import CSQLite

/// The row a statement stands on, valid until the next step; columns count from 0.
@usableFromInline
@safe package struct Row: ~Copyable {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  package func int(_ column: Int) -> Int {
    Int(unsafe sqlite3_column_int64(handle, Int32(column)))
  }

  package func real(_ column: Int) -> Double {
    unsafe sqlite3_column_double(handle, Int32(column))
  }

  package func bool(_ column: Int) -> Bool { int(column) != 0 }

  package func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  package func text(_ column: Int) -> String {
    unsafe String(decoding: buffer(column, of: .text), as: UTF8.self)
  }

  /// A text as the bytes it is, for those who only pass it on.
  package func utf8(_ column: Int) -> [UInt8] { bytes(column, of: .text) }

  package func blob(_ column: Int) -> [UInt8] { bytes(column, of: .blob) }

  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

  private enum Kind { case text, blob }

  private func bytes(_ column: Int, of kind: Kind) -> [UInt8] {
    unsafe Array(buffer(column, of: kind))
  }

  private func buffer(_ column: Int, of kind: Kind) -> UnsafeRawBufferPointer {
    let at = Int32(column)
    // The pointer must be asked for before its length.
    let start: UnsafeRawPointer? =
      switch kind {
      case .text: unsafe UnsafeRawPointer(sqlite3_column_text(handle, at))
      case .blob: unsafe sqlite3_column_blob(handle, at)
      }
    let count = Int(unsafe sqlite3_column_bytes(handle, at))
    return unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
  }
}
