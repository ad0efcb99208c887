import SQLite

package enum Applications {
  package static let migration = Migration(
    "applications",
    """
    -- What an enterprise says of itself to the conditions, edition after edition.
    CREATE TABLE declaration (
      organisation INTEGER NOT NULL REFERENCES organisation (id),
      edition INTEGER NOT NULL CHECK (edition > 0),
      package BLOB NOT NULL REFERENCES policy_package (hash),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      PRIMARY KEY (organisation, edition)
    ) STRICT, WITHOUT ROWID;

    -- What came out at a gate, on what was known then: never changed.
    CREATE TABLE eligibility_check (
      number INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      organisation INTEGER NOT NULL REFERENCES organisation (id),
      gate TEXT NOT NULL CHECK (gate IN ('submit', 'recommend', 'notice', 'list')),
      day INTEGER NOT NULL,
      package BLOB NOT NULL REFERENCES policy_package (hash),
      edition INTEGER,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'evidence', 'fail')),
      findings TEXT NOT NULL,
      known TEXT NOT NULL,
      at INTEGER NOT NULL,
      unit INTEGER NOT NULL REFERENCES organisation (id),
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX eligibility_check_organisation ON eligibility_check (organisation, gate);
    CREATE TRIGGER eligibility_check_stands BEFORE UPDATE ON eligibility_check
      BEGIN SELECT RAISE(ABORT, 'what came out at a gate stands'); END;
    CREATE TRIGGER eligibility_check_stays BEFORE DELETE ON eligibility_check
      BEGIN SELECT RAISE(ABORT, 'what came out at a gate stays'); END;
    """)
}
