import SQLite

/// What stands in each table of the earlier schemas, as one text: columns that came later are not in it.
enum OldTables {
  /// `since` is the number of the migration that made the table.
  static let all: [(name: String, since: Int, read: StaticString)] = [
    (
      "journal", 1,
      """
      SELECT json_group_array(json_array(sequence, at, actor, act, summary,
      hex(payload_digest), hex(hash)))
      FROM journal WHERE sequence = 1
      """
    ),
    (
      "journal_payload", 1,
      """
      SELECT json_group_array(json_array(sequence, hex(salt), payload))
      FROM journal_payload WHERE sequence = 1
      """
    ),
    (
      "once", 3,
      """
      SELECT json_group_array(json_array(person, key, hex(digest), json, address, at))
      FROM once
      """
    ),
    (
      "organisation", 4,
      """
      SELECT json_group_array(json_array(id, kind, name, district, credit_code, key, status,
      contact, since))
      FROM organisation WHERE id < 100
      """
    ),
    (
      "person", 4,
      """
      SELECT json_group_array(json_array(id, login, name, mail, mail_confirmed, phone,
      password, password_at, hex(totp), totp_step, status, since))
      FROM person
      """
    ),
    (
      "old_password", 4,
      """
      SELECT json_group_array(json_array(person, password, at))
      FROM old_password
      """
    ),
    (
      "recovery_code", 4,
      """
      SELECT json_group_array(json_array(person, hex(hash), used_at))
      FROM recovery_code
      """
    ),
    (
      "membership", 4,
      """
      SELECT json_group_array(json_array(id, person, organisation, role, since, granted_by,
      suspended, until, ended_by, ended))
      FROM membership
      """
    ),
    (
      "session", 4,
      """
      SELECT json_group_array(json_array(id, hex(hash), hex(form_key), person, organisation,
      since, seen, until, idle, confirmed, address, agent, ended))
      FROM session
      """
    ),
    (
      "ticket", 4,
      """
      SELECT json_group_array(json_array(hex(hash), kind, person, organisation, role, mail,
      made_by, since, until, used))
      FROM ticket
      """
    ),
    (
      "claim", 4,
      """
      SELECT json_group_array(json_array(id, kind, organisation, person, role, note, state,
      since, filed, due, decided, decided_by, reason))
      FROM claim
      """
    ),
    (
      "proof", 4,
      """
      SELECT json_group_array(json_array(claim, slot, file, name, kind, size, hex(digest), at,
      replaced))
      FROM proof
      """
    ),
    (
      "admitted_code", 4,
      """
      SELECT json_group_array(json_array(code, reason, admitted_by, at))
      FROM admitted_code
      """
    ),
    (
      "factor_loss", 4,
      """
      SELECT json_group_array(json_array(person, since, first, first_at))
      FROM factor_loss
      """
    ),
    (
      "message", 5,
      """
      SELECT json_group_array(json_array(number, id, person, kind, about, title, text, link,
      at, read_at))
      FROM message
      """
    ),
    (
      "outgoing", 5,
      """
      SELECT json_group_array(json_array(id, channel, recipient, kind, about, title, text,
      secret, state, tries, next, at, sent_at, trouble))
      FROM outgoing
      """
    ),
    (
      "reminded", 5,
      """
      SELECT json_group_array(json_array(what, at))
      FROM reminded
      """
    ),
    (
      "search_entry", 6,
      """
      SELECT json_group_array(json_array(id, subject, kind, title, detail, link, plain,
      tokens))
      FROM search_entry WHERE id = 1
      """
    ),
    (
      "claim_answer", 8,
      """
      SELECT json_group_array(json_array(claim, person, text, at))
      FROM claim_answer
      """
    ),
    (
      "policy_package", 9,
      """
      SELECT json_group_array(json_array(hex(hash), id, version, files, adopted, adopted_by))
      FROM policy_package
      """
    ),
    (
      "round", 9,
      """
      SELECT json_group_array(json_array(id, number, title, hex(package), opens, closes,
      quota, cancelled, since, opened_by))
      FROM round
      """
    ),
    (
      "round_note", 9,
      """
      SELECT json_group_array(json_array(round, kind, text, reason, at, person))
      FROM round_note
      """
    ),
    (
      "registry_record", 10,
      """
      SELECT json_group_array(json_array(id, kind, code, CASE kind WHEN 'credit' THEN '' ELSE
      natural END, facts, source, as_of, imported, contest, contested_by, contested, settled,
      settled_by, settled_at, settled_reason))
      FROM registry_record
      """
    ),
    (
      "calendar_year", 11,
      """
      SELECT json_group_array(json_array(year, json, imported))
      FROM calendar_year
      """
    ),
  ]

  /// The tables that this file has, SQLite's and the search's own aside.
  static func names(in database: borrowing Connection) throws -> Set<String> {
    let names = try database.all(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration'
        AND (name = 'search_entry' OR name NOT GLOB 'search*') AND name NOT GLOB 'sqlite_*'
      """
    ) { $0.text(0) }
    return Set(names)
  }

  static func contents(_ steps: Int, of database: borrowing Connection) throws -> [String: String] {
    var contents: [String: String] = [:]
    for table in all where table.since <= steps {
      contents[table.name] = try database.first(table.read) { $0.text(0) }
    }
    return contents
  }
}
