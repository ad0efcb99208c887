import Digest
import JSON
import Journal
import Linux
import SQLite
import Vocabulary

/// Rows as a portal of an earlier schema had written them: something in every table it had, in the
/// words of that time. They are written down here and never made by today's acts.
struct OldRows {
  /// What the first portal with people in it had taken; each later one that landed had more.
  static let landed = [6, 8, 9, 10, 11]

  /// A policy package as it is kept.
  struct Package: Sendable {
    let hash: [UInt8]
    let id: String
    let version: String
    let files: String
  }

  static let password = "Qing-Shan-Lv-Shui-9"
  static let secret = String(repeating: "D", count: 43)
  static let proof = Array("%PDF-1.7\nold\n%%EOF\n".utf8)

  /// Whoever has signed in before the upgrade: an editor, an officer, an auditor.
  static func token(_ person: Int) -> String {
    String(repeating: ["A", "B", "C"][person - 1], count: 43)
  }

  static func put(_ steps: Int, _ package: Package, in database: borrowing Connection) throws {
    try Journal.record(
      Entry("portal.create", by: "system", "新建数据库", payload: ["old": true]),
      at: Instant(milliseconds: 1_795_000_000_000), in: database)
    try putPeople(in: database)
    try database.batch(rest)
    if steps >= 8 { try database.batch(answers) }
    if steps >= 9 {
      try database.run(
        """
        INSERT INTO policy_package (hash, id, version, files, adopted)
        VALUES (?, ?, ?, ?, 1795000000000)
        """, package.hash, package.id, package.version, package.files)
      try database.run(
        """
        INSERT INTO round (id, number, title, package, opens, closes, quota, since, opened_by)
        VALUES (61, '2025-1', '2025 年第一批', ?, 1794000000000, 1796000000000, 7, 1793000000000, 1)
        """, package.hash)
      try database.batch(
        "INSERT INTO round_note VALUES (61, 'open', '开始受理', '', 1793000000000, 1);")
    }
    if steps >= 10 { try database.batch(records) }
    if steps >= 11 { try database.batch(calendar) }
  }

  private static func putPeople(in database: borrowing Connection) throws {
    try database.batch(people)
    try database.run(
      "UPDATE person SET password = ? WHERE id = 1", House.quickly(password))
    for person in 1...3 {
      try database.run(
        """
        INSERT INTO session (id, hash, form_key, person, organisation, since, seen, until, idle,
          confirmed, address, agent)
        SELECT 100 + id, ?, zeroblob(32), id, (SELECT organisation FROM membership WHERE
            person = p.id),
          1795160000000, 1795168000000, 1795190000000, 7200000, 0, '203.0.113.7', '旧浏览器'
        FROM person p WHERE id = ?
        """, SHA256.hash(Array(token(person).utf8)), person)
    }
    try database.run(
      """
      INSERT INTO ticket (hash, kind, organisation, role, mail, made_by, since, until)
      VALUES (?, 'invitation', 11, 'signatory', 'new@example.com', 1, 1795000000000,
          1796000000000)
      """, SHA256.hash(Array(secret.utf8)))
    try database.run(
      """
      INSERT INTO proof (claim, slot, file, name, kind, size, digest, at)
      VALUES (31, 'licence', 'old-licence', '旧执照.pdf', 'pdf', ?, ?, 1795000000000)
      """, proof.count, SHA256.hash(proof))
  }

  private static let people: StaticString = """
    INSERT INTO organisation (id, kind, name, district, credit_code, key, status, contact,
        since) VALUES
      (10, 'district', '徐汇区旧名市场监管局', 10, NULL, 'xuhui', 'active', '021-0000', 1795000000000),
      (11, 'enterprise', '上海旧时光有限公司', 10, '91310104MA1FR00186', NULL, 'active', '',
          1795000000000),
      (12, 'oversight', '监督审计', NULL, NULL, 'oversight', 'active', '', 1795000000000),
      (13, 'enterprise', '上海等确认有限公司', 10, '91310104MA1FR0050H', NULL, 'claimed', '',
          1795000000000);
    INSERT INTO person (id, login, name, mail, mail_confirmed, phone, password_at, totp,
        totp_step, status, since) VALUES
      (1, 'jiu-editor', '李旧', 'li@example.com', 1, '13900000001', 1795000000000, NULL, 0,
          'active', 1795000000000),
      (2, 'jiu-officer', '孙旧', 'sun@example.com', 1, '13900000002', 1795000000000,
          zeroblob(20), 9, 'active', 1795000000000),
      (3, 'jiu-auditor', '金旧', 'jin@example.com', 1, '13900000003', 1795000000000,
          zeroblob(20), 0, 'active', 1795000000000),
      (4, 'jiu-claimant', '欧旧', 'ou@example.com', 0, '13900000004', 1795000000000, NULL, 0,
          'active', 1795000000000);
    INSERT INTO membership (id, person, organisation, role, since, granted_by) VALUES
      (21, 1, 11, 'enterpriseEditor', 1795000000000, NULL),
      (22, 2, 10, 'districtHandler', 1795000000000, 1), (23, 3, 12, 'auditor',
          1795000000000, NULL);
    INSERT INTO claim (id, kind, organisation, person, role, note, state, since, filed, due)
        VALUES
      (31, 'first', 13, 4, 'signatory', '旧的说明', 'waiting', 1795000000000, 1795000000000, 20785),
      (32, 'dispute', 11, 4, 'signatory', '旧的异议', 'waiting', 1795000000000, 1795000000000, 20785);
    """

  private static let rest: StaticString = """
    INSERT INTO once VALUES (1, 'old-key', zeroblob(32), '{}', '/', 1795168000000);
    INSERT INTO old_password VALUES (1, '$5$rounds=1000$saltstring$x', 1794000000000);
    INSERT INTO recovery_code VALUES (3, zeroblob(32), NULL);
    INSERT INTO admitted_code VALUES ('91310104MA1FR00000', '核对了原件', 2, 1795000000000);
    INSERT INTO factor_loss VALUES (3, 1795160000000, NULL, NULL);
    INSERT INTO message VALUES
      (1, 41, 1, 'claim.confirmed', 'claim/30', '旧的通知', '您可以办理了。', '/desk', 1795000000000,
          NULL);
    INSERT INTO outgoing VALUES (51, 'mail', 'li@example.com', 'claim.confirmed',
        'claim/30', '旧的邮件', '正文',
      NULL, 'sent', 1, 1795000000000, 1795000000000, 1795000000000, NULL);
    INSERT INTO reminded VALUES ('claim/30 due', 1795000000000);
    INSERT INTO search_entry VALUES (1, 'organisation/11', 'organisation', '上海旧时光有限公司', '企业',
      '/organisations/11', '上海旧时光有限公司', '旧 旧时 thewholecity');
    INSERT INTO search (rowid, tokens) VALUES (1, '旧 旧时 thewholecity');
    """

  private static let answers: StaticString =
    "INSERT INTO claim_answer VALUES (32, 1, '旧的回答', 1795000000000);"

  private static let records: StaticString = """
    INSERT INTO registry_record (id, kind, code, natural, facts, source, as_of, imported,
        contest,
      contested_by, contested) VALUES
      (71, 'honours', '91310104MA1FR00186', '上海品牌' || char(31) || '2025' || char(31) || '旧奖品',
        '{"honour":"上海品牌","year":"2025","product":"旧奖品"}', '旧来源', 20700, 1795000000000,
        '不是我们的', 1, 1795000000000),
      -- Named as it was then: by authority, number and day.
      (72, 'credit', '91310104MA1FR00186',
        '经营异常' || char(31) || '徐汇局' || char(31) || '旧9号' || char(31) || '2026-01-05',
        '{"type":"经营异常","authority":"徐汇局","number":"旧9号","on":"2026-01-05"}', '旧来源', 20700,
        1795000000000, NULL, NULL, NULL);
    """

  private static let calendar: StaticString = """
    INSERT INTO calendar_year VALUES (2027, '{"year":2027,"source":"旧的安排","holidays":[
      {"name":"试假","start":"2027-03-01","end":"2027-03-05","makeUp":[]}]}', 1795000000000);
    """
}
