import Foundation
import JSON
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("政策原文：引用一条，就能看到那一句")
struct DocumentTests {
  let house: House

  init() throws { house = try House() }

  @Test("每份文件都有名字，每一条都有原文，页面上都有位置")
  func texts() async throws {
    let seeds = try JSON(parsing: Array(try Project.text("Seeds/documents.json").utf8))
    for document in seeds["documents"]?.array ?? [] {
      let id = try #require(document["id"]?.string)
      let text = try await house.json("/api/v1/documents/\(id)")
      #expect(text["name"]?.string == Citation.name(of: id), "\(id)")
      #expect(text["clauses"]?.array?.map { $0["place"] } == document["clauses"]?.array)
      let page = try await house.get("/documents/\(id)").text
      for place in document["clauses"]?.array?.compactMap(\.string) ?? [] {
        #expect(page.contains("id=\"\(Citation.anchor(of: place))\""), "\(id) \(place)")
      }
    }
    #expect(
      try await house.json("/api/v1/documents/001")["clauses"]?.array?
        .first { $0["place"] == "三（一）1" }?["text"] == "在本市依法设立，具有独立法人资格；")
    #expect(try await house.get("/documents/099").status == .notFound)
  }

  @Test("给人看的页面不写 001：写《通知》，链接到那一句")
  func people() async throws {
    let guest = try await house.enter("lihua")
    for page in [
      "/", "/check", "/check?entityType=branch&hadAccident=yes", "/forms", "/forms/pilot-2024",
      "/forms?policy=pilot-2026", "/forms/pilot-2026", "/forms/pilot-2024/F1",
      "/forms/pilot-2024/F1/trial", "/tools/rubric", DossierTests.dossier,
      "\(DossierTests.hexin)/facts", "/declaration",
    ] {
      let text = try await guest.page(page).text
      let shown = text.replacing(#/<[^>]*>/#, with: "")
      let found = shown.firstMatch(of: #/(^|[^0-9A-Za-z.\-])00[0-4][ ）].{0,20}/#)
      #expect(found.map { String($0.0) } == nil, "\(page)")
      #expect(text.contains("《通知》"), "\(page)")
    }
  }

  @Test("同一组里只说一次依据")
  func once() async throws {
    let page = try await house.get("/check").text
    for clause in ["三（一）1", "三（一）2", "三（一）3", "三（一）4"] {
      #expect(page.components(separatedBy: ">《通知》\(clause)</a>").count == 2, "\(clause)")
    }
  }

  @Test("公开和打印的表格、文书里没有花括号；文书接着排，目录里样样有")
  func specimens() async throws {
    for policy in ["pilot-2024", "pilot-2026"] {
      let list = try await house.get("/forms?policy=\(policy)").text
      let book = try await house.get("/forms/\(policy)").text
      for page in [list, book] {
        #expect(!page.contains("{") && page.contains("〔批次名称〕"), "\(policy)")
      }
      // Letters share one sheet; every form and score sheet begins one of its own.
      let sheets = book.components(separatedBy: "class=\"panel long sheet\"").count - 1
      let forms = try await house.json("/api/v1/forms?policy=\(policy)")
      let many = (forms["items"]?.array?.count ?? 0) + (forms["rubrics"]?.array?.count ?? 0)
      #expect(sheets == many + 1)
      let entries =
        book.components(separatedBy: "<nav class=\"panel long sheet contents\"")
        .last?.components(separatedBy: "</nav>").first ?? ""
      #expect(
        entries.components(separatedBy: "<li>").count - 1
          == many + book.components(separatedBy: "class=\"specimen\"").count - 1)
    }
  }
}
