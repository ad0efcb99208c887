import SQLite
import Vocabulary

package enum Messages {
  package static let migration = Migration(
    "messages",
    """
    -- What the portal told somebody; kept with what it is about.
    CREATE TABLE message (
      number INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      person INTEGER NOT NULL REFERENCES person (id),
      kind TEXT NOT NULL,
      about TEXT NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      link TEXT NOT NULL,
      at INTEGER NOT NULL,
      read_at INTEGER
    ) STRICT;
    CREATE INDEX message_person ON message (person, number);
    CREATE INDEX message_unread ON message (person) WHERE read_at IS NULL;

    -- What is to leave the house, and what became of it.
    CREATE TABLE outgoing (
      id INTEGER PRIMARY KEY,
      channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
      recipient TEXT NOT NULL,
      kind TEXT NOT NULL,
      about TEXT NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      -- A one-time link: forgotten as soon as it is sent or given up.
      secret TEXT,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'givenUp')),
      tries INTEGER NOT NULL DEFAULT 0,
      next INTEGER NOT NULL,
      at INTEGER NOT NULL,
      sent_at INTEGER,
      trouble TEXT
    ) STRICT;
    CREATE INDEX outgoing_waiting ON outgoing (next) WHERE state = 'waiting';
    CREATE INDEX outgoing_about ON outgoing (about);

    -- A reminder goes out once.
    CREATE TABLE reminded (
      what TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """)

  /// The last one written so far.
  package static func last(in database: borrowing Connection) throws -> Int {
    try database.first("SELECT coalesce(max(number), 0) FROM message") { $0.int(0) } ?? 0
  }

  /// How many people have been written to since, but for whoever wrote.
  package static func readers(
    after last: Int, but writer: PersonID?, in database: borrowing Connection
  ) throws -> Int {
    try database.first(
      "SELECT count(DISTINCT person) FROM message WHERE number > ? AND person <> ?", last,
      writer?.number ?? 0
    ) { $0.int(0) } ?? 0
  }
}
