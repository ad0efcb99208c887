import SQLite

extension Applications {
  package static let drafts = Migration(
    "drafts",
    """
    -- The application as it is being written, a part at a time; each part has an edition of its own.
    CREATE TABLE application_section (
      application INTEGER NOT NULL REFERENCES application (id),
      section INTEGER NOT NULL CHECK (section > 0),
      edition INTEGER NOT NULL CHECK (edition > 0),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER REFERENCES person (id),
      PRIMARY KEY (application, section)
    ) STRICT, WITHOUT ROWID;

    -- Every file that was ever put into a slot; the one that is not replaced counts.
    CREATE TABLE application_file (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      slot TEXT NOT NULL,
      file TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      size INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      replaced INTEGER
    ) STRICT;
    CREATE INDEX application_file_of ON application_file (application, slot);

    -- What was sent, as it was sent, for ever.
    CREATE TABLE submission (
      application INTEGER NOT NULL REFERENCES application (id),
      version INTEGER NOT NULL CHECK (version > 0),
      content TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      PRIMARY KEY (application, version)
    ) STRICT;
    CREATE TRIGGER submission_stands BEFORE UPDATE ON submission
      BEGIN SELECT RAISE(ABORT, 'what was sent stands'); END;
    CREATE TRIGGER submission_stays BEFORE DELETE ON submission
      BEGIN SELECT RAISE(ABORT, 'what was sent stays'); END;

    -- What has to be put right: each on one question or file of the form.
    CREATE TABLE correction_item (
      matter INTEGER NOT NULL REFERENCES matter (id),
      field TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (matter, field)
    ) STRICT, WITHOUT ROWID;
    """)

  package static let prefill = Migration(
    "drafts.prefill",
    """
    -- What stood in a draft when it began, and where it was from.
    CREATE TABLE application_prefill (
      application INTEGER NOT NULL REFERENCES application (id),
      question TEXT NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (application, question)
    ) STRICT, WITHOUT ROWID;
    """)
}
