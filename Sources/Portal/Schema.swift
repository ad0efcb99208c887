import Journal
import SQLite

/// Every migration, in order, append-only.
package let migrations: [Migration] = [
  Journal.migration
]
