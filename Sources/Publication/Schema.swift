import SQLite

package enum Publication {
  /// Every file this room has a row for: file, size, digest.
  package static let kept: StaticString = "SELECT file, size, digest FROM objection"

  package static let migration = Migration(
    "publication",
    """
    -- What a handler proposed, in the words that the applicant reads; decided with its matter.
    CREATE TABLE decision (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      word TEXT NOT NULL CHECK (word IN ('list', 'notList', 'license', 'notLicense', 'suspend',
        'restore', 'revoke')),
      text TEXT NOT NULL,
      remedy TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER decision_stands BEFORE UPDATE ON decision
      BEGIN SELECT RAISE(ABORT, 'what was proposed stands'); END;
    CREATE TRIGGER decision_stays BEFORE DELETE ON decision
      BEGIN SELECT RAISE(ABORT, 'what was proposed stays'); END;

    -- Public notices, frozen: the bytes that the digest is of.
    CREATE TABLE notice (
      id INTEGER PRIMARY KEY,
      round INTEGER NOT NULL REFERENCES round (id),
      title TEXT NOT NULL,
      starts INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends >= starts),
      content TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE TRIGGER notice_stands BEFORE UPDATE ON notice
      BEGIN SELECT RAISE(ABORT, 'a notice stands as it was published'); END;
    CREATE TRIGGER notice_stays BEFORE DELETE ON notice
      BEGIN SELECT RAISE(ABORT, 'a notice stays'); END;
    CREATE TABLE notice_item (
      notice INTEGER NOT NULL REFERENCES notice (id),
      position INTEGER NOT NULL,
      application INTEGER NOT NULL REFERENCES application (id),
      PRIMARY KEY (notice, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notice_item_application ON notice_item (application);

    -- Real-name objections: who objects is known to those who decide, and to nobody else.
    CREATE TABLE objection (
      id INTEGER PRIMARY KEY,
      notice INTEGER NOT NULL REFERENCES notice (id),
      application INTEGER NOT NULL REFERENCES application (id),
      matter INTEGER NOT NULL UNIQUE REFERENCES matter (id),
      code BLOB NOT NULL UNIQUE CHECK (length(code) = 32),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      told_by INTEGER NOT NULL,
      due INTEGER NOT NULL,
      file TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      size INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    CREATE INDEX objection_application ON objection (application);
    CREATE TRIGGER objection_stands BEFORE UPDATE ON objection
      BEGIN SELECT RAISE(ABORT, 'an objection stands as it was filed'); END;
    CREATE TABLE objection_opinion (
      number INTEGER PRIMARY KEY,
      objection INTEGER NOT NULL REFERENCES objection (id),
      conclusion TEXT NOT NULL CHECK (conclusion IN ('sustained', 'rejected', 'notAdmitted')),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      outcome TEXT CHECK (outcome IN ('agreed', 'sentBack')),
      decided INTEGER,
      decided_by INTEGER REFERENCES person (id),
      CHECK ((outcome IS NULL) = (decided IS NULL)),
      CHECK (decided_by IS NULL OR decided_by <> person)
    ) STRICT;
    CREATE UNIQUE INDEX objection_opinion_open ON objection_opinion (objection)
      WHERE outcome IS NULL;

    -- Lists, frozen the same way, and what has been on them.
    CREATE TABLE listing (
      id INTEGER PRIMARY KEY,
      notice INTEGER NOT NULL REFERENCES notice (id),
      round INTEGER NOT NULL REFERENCES round (id),
      title TEXT NOT NULL,
      document TEXT NOT NULL UNIQUE,
      day INTEGER NOT NULL,
      content TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE TRIGGER listing_stands BEFORE UPDATE ON listing
      BEGIN SELECT RAISE(ABORT, 'a list stands as it was published'); END;
    CREATE TRIGGER listing_stays BEFORE DELETE ON listing
      BEGIN SELECT RAISE(ABORT, 'a list stays'); END;
    CREATE TABLE entry (
      code TEXT PRIMARY KEY,
      application INTEGER NOT NULL UNIQUE REFERENCES application (id),
      listing INTEGER NOT NULL REFERENCES listing (id),
      position INTEGER NOT NULL,
      item TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('product', 'service')),
      enterprise TEXT NOT NULL,
      unit TEXT NOT NULL,
      listed INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entry_listing ON entry (listing, position);
    CREATE TRIGGER entry_stands BEFORE UPDATE ON entry
      BEGIN SELECT RAISE(ABORT, 'an entry stands as it was published'); END;
    CREATE TRIGGER entry_stays BEFORE DELETE ON entry
      BEGIN SELECT RAISE(ABORT, 'an entry stays'); END;

    -- Standards of a listed item, led by its enterprise and assessed as advanced (001 一（二）), out of
    -- what was sent.
    CREATE TABLE entry_standard (
      entry TEXT NOT NULL REFERENCES entry (code),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID;

    -- Where the mark is to be used, as it was asked, and the licence.
    CREATE TABLE mark (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      answers TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER mark_stands BEFORE UPDATE ON mark
      BEGIN SELECT RAISE(ABORT, 'what was asked stands'); END;
    CREATE TABLE mark_licence (
      number TEXT PRIMARY KEY,
      entry TEXT NOT NULL UNIQUE REFERENCES entry (code),
      matter INTEGER NOT NULL UNIQUE REFERENCES mark (matter),
      scope TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER NOT NULL CHECK (until >= since)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER mark_licence_stands BEFORE UPDATE ON mark_licence
      BEGIN SELECT RAISE(ABORT, 'a licence stands as it was given'); END;
    """)
}

extension Publication {
  static let notice = "001 三（四）第二句"
  static let listing = "001 三（四）第三句"
  static let mark = "001 三（四）第四句"
}
