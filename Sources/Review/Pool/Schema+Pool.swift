import SQLite

extension Reviews {
  package static let pool = Migration(
    "expert pool",
    """
    -- Somebody asks to be taken into the expert pool (F5): looked at by one person, decided by another.
    CREATE TABLE expert_application (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (id),
      package BLOB NOT NULL REFERENCES policy_package (hash),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      opinion TEXT CHECK (opinion IN ('admit', 'refuse')),
      opinion_text TEXT NOT NULL DEFAULT '',
      vetted_by INTEGER REFERENCES person (id),
      vetted INTEGER,
      outcome TEXT CHECK (outcome IN ('admitted', 'refused')),
      reason TEXT NOT NULL DEFAULT '',
      decided_by INTEGER REFERENCES person (id),
      decided INTEGER,
      CHECK ((outcome IS NULL) = (decided IS NULL)),
      CHECK ((opinion IS NULL) = (vetted IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX expert_application_once ON expert_application (person)
      WHERE outcome IS NULL;
    CREATE INDEX expert_application_of ON expert_application (person, at);
    CREATE TRIGGER expert_application_stands
      BEFORE UPDATE OF person, package, answers, at ON expert_application
      BEGIN SELECT RAISE(ABORT, 'what was applied for stands'); END;
    CREATE TRIGGER expert_application_decided BEFORE UPDATE ON expert_application
      WHEN OLD.outcome IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'what was decided stands'); END;

    -- What an expert was admitted with.
    CREATE TABLE expert_field (
      person INTEGER NOT NULL REFERENCES person (id),
      kind TEXT NOT NULL CHECK (kind IN ('speciality', 'industry')),
      word TEXT NOT NULL,
      application INTEGER NOT NULL REFERENCES expert_application (id),
      PRIMARY KEY (person, kind, word)
    ) STRICT, WITHOUT ROWID;

    -- What binds an expert to a firm, with its days: nobody judges where one is bound.
    CREATE TABLE expert_tie (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (id),
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('employer', 'shareholder', 'relative', 'coach',
        'competitor', 'other')),
      since INTEGER,
      until INTEGER,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX expert_tie_of ON expert_tie (person, code);
    CREATE TRIGGER expert_tie_stays BEFORE DELETE ON expert_tie
      BEGIN SELECT RAISE(ABORT, 'a tie stays on record'); END;
    """)

  package static let editions = Migration(
    "experts read", landed: 66,
    "ALTER TABLE expert_application ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;")
}
