import SQLite

extension Recommendation {
  /// A record of a visit that was made wrongly stays, and says that it counts no more, and why.
  static let visitsStruck = Migration(
    "visits struck", landed: 48,
    """
    CREATE TABLE site_visit_struck (
      visit INTEGER PRIMARY KEY REFERENCES site_visit (id),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE TRIGGER site_visit_struck_stands BEFORE UPDATE ON site_visit_struck
      BEGIN SELECT RAISE(ABORT, 'what was struck is struck'); END;
    """)
}
