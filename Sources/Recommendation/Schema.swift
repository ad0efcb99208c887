import SQLite

package enum Recommendation {
  package static let migration = Migration(
    "recommendation",
    """
    -- The district's review (F2), edition after edition; the newest counts.
    CREATE TABLE district_review (
      application INTEGER PRIMARY KEY REFERENCES application (id),
      edition INTEGER NOT NULL CHECK (edition > 0),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;

    -- Who held which honour against what, and what came out.
    CREATE TABLE honour_check (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      application INTEGER NOT NULL REFERENCES application (id),
      verdict TEXT NOT NULL CHECK (verdict IN ('verified', 'rejected')),
      variant TEXT NOT NULL,
      evidence TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX honour_check_application ON honour_check (application);
    CREATE TRIGGER honour_check_stands BEFORE UPDATE ON honour_check
      BEGIN SELECT RAISE(ABORT, 'who verified what stands'); END;

    -- What a unit has sent to the city, frozen.
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY,
      unit INTEGER NOT NULL REFERENCES organisation (id),
      round INTEGER NOT NULL REFERENCES round (id),
      number INTEGER NOT NULL,
      content TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      UNIQUE (unit, round, number)
    ) STRICT;
    CREATE TRIGGER batch_stands BEFORE UPDATE ON batch
      BEGIN SELECT RAISE(ABORT, 'what was sent stands'); END;

    -- What the district does for a case in its cultivation plan.
    CREATE TABLE plan_measure (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      measure TEXT NOT NULL,
      until INTEGER,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX plan_measure_application ON plan_measure (application);

    -- The city entrusts a round's cases to a body: prepared by one, decided by another.
    CREATE TABLE commission (
      id INTEGER PRIMARY KEY,
      round INTEGER NOT NULL REFERENCES round (id),
      body INTEGER NOT NULL REFERENCES organisation (id),
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      decided INTEGER,
      decided_by INTEGER REFERENCES person (id),
      cases INTEGER
    ) STRICT;
    """)
}
