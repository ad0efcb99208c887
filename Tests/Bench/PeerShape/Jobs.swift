import JSON
import Linux
import SQLite

/// A brand's application, checked as the peers check it.
struct Application: Sendable {
  let brand: String, org: String, creditCode: String, contact: String, phone: String
  let email: String, category: String, story: String
  let region: Int, year: Int
  let revenue: [Double]
  let products: [(name: String, share: Double)]

  init?(_ json: JSON) {
    guard let brand = json["brand"]?.string, let org = json["org"]?.string,
      let creditCode = json["credit_code"]?.string, let contact = json["contact"]?.string,
      let phone = json["phone"]?.string, let email = json["email"]?.string,
      let category = json["category"]?.string, let story = json["story"]?.string,
      let region = json["region"]?.integer, let year = json["year"]?.integer,
      let revenue = json["revenue"]?.array, let products = json["products"]?.array
    else { return nil }
    self.brand = brand
    self.org = org
    self.creditCode = creditCode
    self.contact = contact
    self.phone = phone
    self.email = email
    self.category = category
    self.story = story
    self.region = region
    self.year = year
    self.revenue = revenue.compactMap(\.number)
    self.products = products.compactMap { item in
      guard let name = item["name"]?.string, let share = item["share"]?.number else { return nil }
      return (name, share)
    }
  }

  private static let categories = [
    "manufacturing", "agriculture", "services", "culture", "technology",
  ]

  var mistake: String? {
    if !(2...80 ~= brand.length) { return "brand" }
    if !(2...120 ~= org.length) { return "org" }
    let isCode = creditCode.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
    if creditCode.utf8.count != 18 || !isCode { return "credit_code" }
    if !(1...40 ~= contact.length) { return "contact" }
    let isPhone = phone.utf8.first == 0x31 && phone.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    if phone.utf8.count != 11 || !isPhone { return "phone" }
    if email.utf8.count > 120 || !isEmail { return "email" }
    if !Self.categories.contains(category) { return "category" }
    if !(1...31 ~= region) { return "region" }
    if !(2020...2035 ~= year) { return "year" }
    if revenue.count != 3 || revenue.contains(where: { $0 < 0 }) { return "revenue" }
    let isSound = products.allSatisfy {
      1...80 ~= $0.name.length && 0...100 ~= $0.share
    }
    if !(1...20 ~= products.count) || !isSound { return "products" }
    if !(20...4000 ~= story.length) { return "story" }
    return nil
  }

  private var isEmail: Bool {
    let bytes = Array(email.utf8)
    guard let at = bytes.firstIndex(of: 0x40), at > 0, bytes.lastIndex(of: 0x40) == at,
      let dot = bytes.lastIndex(of: 0x2E)
    else { return false }
    return dot > at + 1 && dot < bytes.count - 1 && !bytes.contains(0x20)
  }

  func insert(_ form: UTF8Text, into database: borrowing Connection) throws -> Int {
    try database.run(
      """
      INSERT INTO application (brand, org, credit_code, category, region, year, created_at, form)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, brand, org, creditCode, category, region, year, Clock.wall / 1000, form)
    return database.lastInsertedID
  }
}

struct Score: Sendable {
  let application: Int
  let reviewer: Int
  let marks: [Int]
  let comment: String

  init?(_ json: JSON) {
    guard let application = json["application_id"]?.integer,
      let reviewer = json["reviewer_id"]?.integer, let marks = json["marks"]?.array
    else { return nil }
    self.application = application
    self.reviewer = reviewer
    self.marks = marks.compactMap(\.integer)
    comment = json["comment"]?.string ?? ""
  }

  var total: Int { marks.reduce(0, +) }

  var mistake: String? {
    if marks.count != 6 || !marks.allSatisfy({ 0...100 ~= $0 }) { return "marks" }
    return comment.length > 2000 ? "comment" : nil
  }

  /// Nil where this reviewer was not assigned this application.
  func insert(into database: borrowing Connection) throws -> Int? {
    let isAssigned = try database.first(
      "SELECT 1 FROM assignment WHERE reviewer_id = ? AND application_id = ?", reviewer,
      application, read: { _ in true })
    guard isAssigned == true else { return nil }
    try database.run(
      """
      INSERT INTO score (application_id, reviewer_id, total, marks, comment, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, application, reviewer, total, UTF8Text(JSON.array(marks.map { .integer($0) }).bytes),
      comment,
      Clock.wall / 1000)
    return database.lastInsertedID
  }
}

extension String {
  /// Characters as the peers count them: Unicode scalars.
  fileprivate var length: Int {
    var text = self
    return text.withUTF8 { bytes in
      var count = 0
      for index in 0..<bytes.count where unsafe bytes[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }
}
