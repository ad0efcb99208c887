import SQLite

extension Recommendation {
  /// An honour ends in one more way.
  static let honoursLeftOut = Migration(
    "honours left out", landed: 43,
    """
    CREATE TABLE honour_end_next (
      matter INTEGER PRIMARY KEY REFERENCES honour_check (matter),
      application INTEGER NOT NULL REFERENCES application (id),
      kind TEXT NOT NULL CHECK (kind IN ('lapsed', 'revoked', 'leftOut')),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER REFERENCES person (id)
    ) STRICT;
    INSERT INTO honour_end_next SELECT matter, application, kind, reason, at, person FROM honour_end;
    DROP TABLE honour_end;
    ALTER TABLE honour_end_next RENAME TO honour_end;
    CREATE INDEX honour_end_application ON honour_end (application);
    CREATE TRIGGER honour_end_stands BEFORE UPDATE ON honour_end
      BEGIN SELECT RAISE(ABORT, 'what has ended has ended'); END;
    """)

  /// What it was held against; nobody asked before.
  static let honourBasis = Migration(
    "honour basis", landed: 59,
    """
    ALTER TABLE honour_check ADD COLUMN basis TEXT NOT NULL DEFAULT ''
      CHECK (basis IN ('', 'register', 'certificate', 'announcement'));
    """)
}
