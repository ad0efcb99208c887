package struct Response: Sendable {
  package var status: Status
  package var fields = ResponseFields()
  package var body: [UInt8]
  /// Sent instead of `body` where there is one.
  private(set) var file: FileBody?
  /// Which route answered, for the log and the figures; never a path as typed.
  package var route: StaticString = "-"
  package var closes = false
  /// Quoted, as it is sent; a matching If-None-Match turns the answer into a 304.
  package private(set) var etag: String?
  private(set) var offersRanges = false

  package init(_ status: Status, type: MediaType, _ body: [UInt8]) {
    self.status = status
    self.body = body
    fields.add("Content-Type", type.rawValue)
  }

  package init(_ status: Status, type: MediaType, _ file: FileBody) {
    self.init(status, type: type, [])
    self.file = file
  }

  /// Without body or type: 204, 304 and redirects.
  package init(_ status: Status) {
    self.status = status
    self.body = []
  }

  package static func text(_ status: Status, _ text: String) -> Response {
    Response(status, type: .text, Array(text.utf8))
  }

  /// After a form: the browser asks anew with GET. The address is one of ours, never typed text.
  package static func seeOther(_ address: String) -> Response {
    var response = Response(.seeOther)
    response.fields.add("Location", address)
    return response
  }

  /// Of the body, in bytes.
  var length: Int { file?.range.count ?? body.count }

  /// Lets a reader ask for a part; the tag says whether its parts belong together.
  package mutating func offerRanges() {
    offersRanges = true
    fields.add("Accept-Ranges", "bytes")
  }

  mutating func narrow(to part: Range<Int>) {
    if let whole = file?.range {
      file?.range = (whole.lowerBound + part.lowerBound)..<(whole.lowerBound + part.upperBound)
    } else {
      body = Array(body[part])
    }
  }

  mutating func dropBody() {
    body = []
    file = nil
  }

  package mutating func tag(_ tag: String) {
    etag = "\"\(tag)\""
    fields.add("ETag", "\"\(tag)\"")
  }
}

/// Every body says what it is, and in which encoding (reliability R69).
package enum MediaType: String, Sendable {
  case html = "text/html; charset=utf-8"
  case text = "text/plain; charset=utf-8"
  case css = "text/css; charset=utf-8"
  case javascript = "text/javascript; charset=utf-8"
  case json = "application/json; charset=utf-8"
  case problem = "application/problem+json; charset=utf-8"
  case svg = "image/svg+xml; charset=utf-8"
  case metrics = "text/plain; version=0.0.4; charset=utf-8"
  case bytes = "application/octet-stream"
  case pdf = "application/pdf"
  case jpeg = "image/jpeg"
  case png = "image/png"
  case csv = "text/csv; charset=utf-8"
  case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  case ofd = "application/ofd"
  case zip = "application/zip"
  case csvGB = "text/csv; charset=gb18030"
  case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}
