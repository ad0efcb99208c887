import SQLite

package enum Accounts {
  /// Rows as the programme reads them, so that each is put together in one place.
  package static let rows = Migration(
    "account rows",
    """
    CREATE VIEW claim_row AS
      SELECT c.id, c.kind, c.organisation, o.name, o.credit_code, o.district, c.person,
        p.name AS person_name, c.role, c.note, c.state, c.since, c.filed, c.due, c.reason
      FROM claim c JOIN organisation o ON o.id = c.organisation JOIN person p ON p.id = c.person;
    CREATE VIEW membership_row AS
      SELECT m.id, m.person, p.name, m.organisation, m.role, m.since, m.suspended
      FROM membership m JOIN person p ON p.id = m.person WHERE m.until IS NULL;
    """)

  /// Invitations can be named and taken back; those who hold an enterprise answer a dispute.
  package static let answers = Migration(
    "answers",
    """
    ALTER TABLE ticket ADD COLUMN id INTEGER;
    CREATE UNIQUE INDEX ticket_id ON ticket (id);
    CREATE TABLE claim_answer (
      claim INTEGER NOT NULL REFERENCES claim (id),
      person INTEGER NOT NULL REFERENCES person (id),
      text TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (claim, person)
    ) STRICT, WITHOUT ROWID;
    """)

  /// Names for which somebody has asked for a new password, until the next round looks at them.
  package static let resets = Migration(
    "resets",
    """
    CREATE TABLE reset_asked (
      id INTEGER PRIMARY KEY,
      login TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """)

  package static let migration = Migration(
    "accounts",
    """
    CREATE TABLE organisation (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'district', 'department', 'workstation',
        'thirdParty', 'expertPool', 'bureau', 'oversight')),
      name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
      -- The unit in charge; a district unit is in charge of itself.
      district INTEGER REFERENCES organisation (id),
      credit_code TEXT UNIQUE CHECK (length(credit_code) BETWEEN 1 AND 40),
      -- Of a district unit: its key in Seeds/districts.json.
      key TEXT UNIQUE,
      status TEXT NOT NULL CHECK (status IN ('claimed', 'active', 'suspended', 'closed')),
      contact TEXT NOT NULL DEFAULT '',
      since INTEGER NOT NULL,
      CHECK ((kind = 'enterprise') = (credit_code IS NOT NULL)),
      CHECK ((kind IN ('enterprise', 'district', 'department', 'workstation')) = (district IS NOT NULL))
    ) STRICT;
    CREATE INDEX organisation_district ON organisation (district, kind, name);
    CREATE INDEX organisation_kind ON organisation (kind, name);

    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      login TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      mail TEXT NOT NULL,
      mail_confirmed INTEGER NOT NULL DEFAULT 0,
      phone TEXT NOT NULL,
      password TEXT,
      password_at INTEGER NOT NULL,
      totp BLOB CHECK (length(totp) = 20),
      totp_step INTEGER NOT NULL DEFAULT 0,
      status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
      since INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX person_mail ON person (mail);

    CREATE TABLE old_password (
      person INTEGER NOT NULL REFERENCES person (id),
      password TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX old_password_person ON old_password (person, at);

    CREATE TABLE recovery_code (
      person INTEGER NOT NULL REFERENCES person (id),
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      used_at INTEGER
    ) STRICT;
    CREATE INDEX recovery_code_person ON recovery_code (person);

    -- A role somebody has or had; what has ended stays, with who ended it and why.
    CREATE TABLE membership (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (id),
      organisation INTEGER NOT NULL REFERENCES organisation (id),
      role TEXT NOT NULL,
      since INTEGER NOT NULL,
      granted_by INTEGER REFERENCES person (id),
      suspended TEXT,
      until INTEGER,
      ended_by INTEGER REFERENCES person (id),
      ended TEXT,
      CHECK ((until IS NULL) = (ended IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX membership_now ON membership (person, organisation, role)
      WHERE until IS NULL;
    CREATE INDEX membership_organisation ON membership (organisation, until);
    -- 三员分立: of these three nobody holds two (house §8).
    CREATE UNIQUE INDEX membership_apart ON membership (person)
      WHERE until IS NULL AND role IN ('municipalAdministrator', 'systemAdministrator', 'auditor');

    CREATE TABLE session (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      form_key BLOB NOT NULL CHECK (length(form_key) = 32),
      person INTEGER NOT NULL REFERENCES person (id),
      organisation INTEGER REFERENCES organisation (id),
      since INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      until INTEGER NOT NULL,
      idle INTEGER NOT NULL,
      confirmed INTEGER NOT NULL,
      address TEXT NOT NULL,
      agent TEXT NOT NULL,
      ended INTEGER
    ) STRICT;
    CREATE INDEX session_person ON session (person, since);
    CREATE INDEX session_until ON session (until);

    -- One-time links: invitations, resets, confirmed mail addresses.
    CREATE TABLE ticket (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset', 'mail')),
      person INTEGER REFERENCES person (id),
      organisation INTEGER REFERENCES organisation (id),
      role TEXT,
      mail TEXT,
      made_by INTEGER REFERENCES person (id),
      since INTEGER NOT NULL,
      until INTEGER NOT NULL,
      used INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ticket_until ON ticket (until);
    CREATE INDEX ticket_organisation ON ticket (organisation) WHERE kind = 'invitation';

    -- “I speak for this enterprise”: the first to say so, one who says so against the first, or one
    -- who asks the enterprise's own people.
    CREATE TABLE claim (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('first', 'dispute', 'join')),
      organisation INTEGER NOT NULL REFERENCES organisation (id),
      person INTEGER NOT NULL REFERENCES person (id),
      role TEXT NOT NULL,
      note TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'confirmed', 'refused', 'withdrawn')),
      since INTEGER NOT NULL,
      filed INTEGER,
      due INTEGER,
      decided INTEGER,
      decided_by INTEGER REFERENCES person (id),
      reason TEXT
    ) STRICT;
    CREATE INDEX claim_organisation ON claim (organisation, state);
    CREATE INDEX claim_person ON claim (person, since);
    CREATE INDEX claim_waiting ON claim (due) WHERE state = 'waiting';
    CREATE UNIQUE INDEX claim_once ON claim (organisation, person, kind)
      WHERE state IN ('open', 'waiting');

    CREATE TABLE proof (
      claim INTEGER NOT NULL REFERENCES claim (id),
      slot TEXT NOT NULL CHECK (slot IN ('licence', 'letter')),
      file TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png')),
      size INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      -- A better one took its place; it stays.
      replaced INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX proof_now ON proof (claim, slot) WHERE replaced IS NULL;

    -- A code that fails its own check, let in by an officer with a reason.
    CREATE TABLE admitted_code (
      code TEXT PRIMARY KEY,
      reason TEXT NOT NULL,
      admitted_by INTEGER NOT NULL REFERENCES person (id),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A second factor that was lost: two people let its owner set up another.
    CREATE TABLE factor_loss (
      person INTEGER PRIMARY KEY REFERENCES person (id),
      since INTEGER NOT NULL,
      first INTEGER REFERENCES person (id),
      first_at INTEGER
    ) STRICT;
    """)

  /// Enterprises that nobody had registered when their unit entered them.
  package static let entered = Migration(
    "entered enterprises",
    """
    CREATE TABLE entered_enterprise (
      organisation INTEGER PRIMARY KEY REFERENCES organisation (id),
      at INTEGER NOT NULL
    ) STRICT;
    """)

  /// Which confirmation an act has used up; -1: of the demo's own play, none ever is.
  package static let spent = Migration(
    "confirmations used", landed: 45,
    "ALTER TABLE session ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;")

  /// What a confirmation was given for; null: for whatever a program does next.
  package static let confirmedFor = Migration(
    "confirmations bound", landed: 64, "ALTER TABLE session ADD COLUMN confirmed_for TEXT;")

  /// Nobody lets go on, or ends, what has been suspended for another reason meanwhile.
  package static let membershipEditions = Migration(
    "memberships read", landed: 65,
    """
    ALTER TABLE membership ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
    DROP VIEW membership_row;
    CREATE VIEW membership_row AS
      SELECT m.id, m.person, p.name, m.organisation, m.role, m.since, m.suspended, m.edition
      FROM membership m JOIN person p ON p.id = m.person WHERE m.until IS NULL;
    """)

  /// Whose people an official is or was, from the official's side.
  package static let people = Migration(
    "membership people", "CREATE INDEX membership_person ON membership (person, organisation);")
}
