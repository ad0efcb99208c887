import JSON
import Testing

@testable import Portal

@Suite("列入名单以后，登记使用标志在签署人的工作台上等着")
struct MarkTaskTests {
  @Test("只有签署人看得到要办；登记以后等市局，准予以后不再提；填报人没有")
  func waits() async throws {
    let house = try House()
    let (number, _) = try await house.listed()
    func stages(_ login: String) async throws -> [JSON?] {
      (try await house.enter(login).json("/desk")["items"]?.array ?? [])
        .filter { $0["href"] == .string("/applications/\(number)") }
        .map { $0["stage"] }
    }
    #expect(try await stages("wangjianguo") == ["已发布"])
    #expect(try await stages("lihua") == [])
    let task = try await house.enter("wangjianguo").json("/desk")["items"]?.array?.first {
      $0["href"] == .string("/applications/\(number)")
    }
    #expect(task?["holder"] == "上海禾欣食品有限公司")
    #expect(task?["due"] == nil)
    try await house.license(number)
    #expect(try await stages("wangjianguo") == [])
  }
}
