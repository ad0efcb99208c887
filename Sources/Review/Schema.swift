import SQLite

package enum Reviews {
  package static let screening = Migration(
    "screening",
    """
    -- What a screener found (F7), as it was recorded; a matter of the case refers to it.
    CREATE TABLE screening (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      submission INTEGER NOT NULL,
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX screening_application ON screening (application, at);
    CREATE TRIGGER screening_stands BEFORE UPDATE ON screening
      BEGIN SELECT RAISE(ABORT, 'what was recorded stands'); END;
    CREATE TRIGGER screening_stays BEFORE DELETE ON screening
      BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
    """)
}
