import SQLite

package enum Rounds {
  package static let migration = Migration(
    "rounds",
    """
    -- What has been brought in, whole: a round keeps what it began with, whatever comes later.
    CREATE TABLE policy_package (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      id TEXT NOT NULL,
      version TEXT NOT NULL,
      files TEXT NOT NULL,
      adopted INTEGER NOT NULL,
      adopted_by INTEGER
    ) STRICT;
    CREATE INDEX policy_package_id ON policy_package (id, adopted);

    CREATE TABLE round (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL CHECK (length(title) BETWEEN 2 AND 100),
      package BLOB NOT NULL REFERENCES policy_package (hash),
      -- From the first moment up to and without the second.
      opens INTEGER NOT NULL,
      closes INTEGER NOT NULL,
      recommend_by INTEGER,
      screen_by INTEGER,
      review_by INTEGER,
      publish_by INTEGER,
      quota INTEGER CHECK (quota > 0),
      cancelled TEXT,
      since INTEGER NOT NULL,
      opened_by INTEGER NOT NULL,
      CHECK (opens < closes)
    ) STRICT;

    -- What the public was told of a round, as it was told.
    CREATE TABLE round_note (
      round INTEGER NOT NULL REFERENCES round (id),
      kind TEXT NOT NULL CHECK (kind IN ('open', 'extend', 'amend', 'cancel')),
      text TEXT NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX round_note_round ON round_note (round, at);
    """)
}
