import Routing

/// A part of an application's form, counted from 1.
struct SectionPlace: Place, Equatable {
  static let holes = 2
  let number: String
  let section: Int

  init(_ number: String, _ section: Int) {
    self.number = number
    self.section = section
  }

  init?(_ segments: [String]) {
    guard segments.count == 2, CasePlace.isNumber(segments[0]), segments[1].utf8.count <= 2,
      let section = Int(segments[1]), "\(section)" == segments[1], section > 0
    else { return nil }
    self.init(segments[0], section)
  }

  var segments: [String] { [number, "\(section)"] }
}

/// A file slot of an application, by the form's question.
struct SlotPlace: Place, Equatable {
  static let holes = 2
  let number: String
  let slot: String

  init(_ number: String, _ slot: String) {
    self.number = number
    self.slot = slot
  }

  init?(_ segments: [String]) {
    guard segments.count == 2, CasePlace.isNumber(segments[0]), 1...40 ~= segments[1].utf8.count
    else { return nil }
    self.init(segments[0], segments[1])
  }

  var segments: [String] { [number, slot] }
}

/// One file of one application.
struct AttachmentPlace: Place, Equatable {
  static let holes = 2
  let number: String
  let file: String

  init(_ number: String, _ file: String) {
    self.number = number
    self.file = file
  }

  init?(_ segments: [String]) {
    guard segments.count == 2, CasePlace.isNumber(segments[0]) else { return nil }
    self.init(segments[0], segments[1])
  }

  var segments: [String] { [number, file] }
}
