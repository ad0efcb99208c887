import SQLite

extension Applications {
  package static let uploads = Migration(
    "uploads",
    """
    -- A file on its way in pieces, for a day at most. What it says was received is on disk.
    CREATE TABLE file_upload (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      slot TEXT NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      name TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size > 0),
      received INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
      begun INTEGER NOT NULL,
      attachment INTEGER REFERENCES application_file (id),
      -- Given up, or made to go: it is there no longer, and counts in its hour all the same.
      gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))
    ) STRICT;
    CREATE INDEX file_upload_person ON file_upload (person, begun);
    CREATE INDEX file_upload_begun ON file_upload (begun);
    """)
}
