import SQLite

extension Recommendation {
  /// Who made the link to answer by.
  static let linkMakers = Migration(
    "makers of reply links", landed: 61,
    """
    ALTER TABLE consultation ADD COLUMN link_by INTEGER REFERENCES person (id);
    ALTER TABLE consultation ADD COLUMN link_at INTEGER;
    """)

  /// Answers that came on paper.
  static let paperReplies = Migration(
    "replies on paper", landed: 62, "ALTER TABLE consultation_reply ADD COLUMN paper TEXT;")

  /// What other departments are asked about a case, and what they say (001 三（二）第二分句).
  package static let consultations = Migration(
    "consultations",
    """
    CREATE TABLE consultation (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      application INTEGER NOT NULL REFERENCES application (id),
      department INTEGER REFERENCES organisation (id),
      name TEXT NOT NULL,
      question TEXT NOT NULL,
      days INTEGER NOT NULL,
      due INTEGER NOT NULL,
      provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
      asked INTEGER NOT NULL,
      asked_by INTEGER NOT NULL REFERENCES person (id),
      letter INTEGER REFERENCES case_letter (id),
      -- Of the link that answers it once, only the digest.
      link BLOB UNIQUE CHECK (link IS NULL OR length(link) = 32),
      link_until INTEGER
    ) STRICT;
    CREATE INDEX consultation_application ON consultation (application);
    CREATE INDEX consultation_department ON consultation (department);

    CREATE TABLE consultation_reply (
      matter INTEGER PRIMARY KEY REFERENCES consultation (matter),
      opinion TEXT NOT NULL
        CHECK (opinion IN ('agree', 'conditional', 'disagree', 'none', 'incomplete')),
      text TEXT NOT NULL,
      signer TEXT NOT NULL,
      -- Whose account; by the link there is none.
      person INTEGER REFERENCES person (id),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER consultation_reply_stands BEFORE UPDATE ON consultation_reply
      BEGIN SELECT RAISE(ABORT, 'what a department said stands'); END;
    CREATE TRIGGER consultation_reply_stays BEFORE DELETE ON consultation_reply
      BEGIN SELECT RAISE(ABORT, 'what a department said stays'); END;
    """)

  /// A return beyond the number that the package allows, a change of unit, one item applied for twice,
  /// officials who keep out, questions among officials: each with its reason, beside its matter.
  package static let districtWork = Migration(
    "district work",
    """
    CREATE TABLE further_return (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      reason TEXT NOT NULL,
      items TEXT NOT NULL
    ) STRICT;

    CREATE TABLE transfer (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      application INTEGER NOT NULL REFERENCES application (id),
      from_unit INTEGER NOT NULL REFERENCES organisation (id),
      to_unit INTEGER NOT NULL REFERENCES organisation (id),
      reason TEXT NOT NULL,
      answer TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX transfer_to ON transfer (to_unit);

    CREATE TABLE recusal (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      application INTEGER NOT NULL REFERENCES application (id),
      person INTEGER NOT NULL REFERENCES person (id),
      reason TEXT NOT NULL,
      substitute INTEGER REFERENCES person (id)
    ) STRICT;
    CREATE INDEX recusal_application ON recusal (application);

    CREATE TABLE case_flag (
      matter INTEGER PRIMARY KEY REFERENCES matter (id),
      application INTEGER NOT NULL REFERENCES application (id),
      text TEXT NOT NULL,
      assignee INTEGER REFERENCES person (id),
      resolution TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX case_flag_application ON case_flag (application);
    """)

  /// What was seen on the spot; an honour that holds no more, and since when each holds.
  package static let visits = Migration(
    "visits",
    """
    CREATE TABLE site_visit (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      day INTEGER NOT NULL,
      people TEXT NOT NULL,
      findings TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX site_visit_application ON site_visit (application);
    CREATE TRIGGER site_visit_stands BEFORE UPDATE ON site_visit
      BEGIN SELECT RAISE(ABORT, 'what was seen stands'); END;

    -- The last year in which it holds, where it runs out at all.
    ALTER TABLE honour_check ADD COLUMN last_year INTEGER;
    CREATE INDEX honour_check_last ON honour_check (last_year) WHERE last_year IS NOT NULL;
    CREATE TABLE honour_end (
      matter INTEGER PRIMARY KEY REFERENCES honour_check (matter),
      application INTEGER NOT NULL REFERENCES application (id),
      kind TEXT NOT NULL CHECK (kind IN ('lapsed', 'revoked')),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER REFERENCES person (id)
    ) STRICT;
    CREATE INDEX honour_end_application ON honour_end (application);
    CREATE TRIGGER honour_end_stands BEFORE UPDATE ON honour_end
      BEGIN SELECT RAISE(ABORT, 'what has ended has ended'); END;
    """)

  /// The questions given to one person, for their desk.
  package static let assignees = Migration(
    "flag assignees",
    """
    CREATE INDEX case_flag_assignee ON case_flag (assignee) WHERE assignee IS NOT NULL;
    """)

  /// Files that departments add to their answers.
  package static let replyFiles = Migration(
    "reply files",
    """
    CREATE TABLE consultation_file (
      id INTEGER PRIMARY KEY,
      matter INTEGER NOT NULL REFERENCES consultation (matter),
      file TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      size INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      -- Whose account; by the link there is none.
      person INTEGER REFERENCES person (id)
    ) STRICT;
    CREATE INDEX consultation_file_of ON consultation_file (matter);
    CREATE TRIGGER consultation_file_stands BEFORE UPDATE ON consultation_file
      BEGIN SELECT RAISE(ABORT, 'what a department sent stands'); END;
    """)

  /// Where somebody who keeps out works: officials of the bureau and of bodies declare it too.
  package static let recusalOffices = Migration(
    "recusal offices",
    """
    ALTER TABLE recusal ADD COLUMN organisation INTEGER REFERENCES organisation (id);
    UPDATE recusal SET organisation =
      (SELECT unit FROM application WHERE application.id = recusal.application);
    """)

  /// Links that wait for an answer, for what is done with them when their time is over.
  package static let openLinks = Migration(
    "open links",
    "CREATE INDEX consultation_link_until ON consultation (link_until) WHERE link IS NOT NULL;")
}
