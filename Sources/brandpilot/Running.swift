import Glibc
import HTTP
import JSON
import Linux
import Portal
import SQLite

/// A running portal's no, in its own words.
struct Rejected: Error, CustomStringConvertible {
  let description: String
}

/// Through the running portal if there is one, else on the files themselves, under their lock.
func whicheverWay(
  _ data: String, ask path: String, with body: [UInt8] = [],
  alone: (borrowing Connection, borrowing DataFolder) throws -> JSON
) throws -> JSON {
  do {
    let folder = try DataFolder.claim(data, creates: false)
    return try alone(Connection.open(folder.database, .reader), folder)
  } catch DataFolder.Trouble.inUse {
    return try askPortal(data, path, body)
  }
}

private func askPortal(_ data: String, _ path: String, _ body: [UInt8]) throws -> JSON {
  let answer: Exchange.Answer
  do {
    answer = try Exchange.request(
      "POST", path, body: body, to: DataFolder.control(in: data), seconds: 24 * 3600)
  } catch let error as SystemError where error.attempt.hasPrefix("connect") {
    // Not a server: another command has the folder.
    throw DataFolder.Trouble.inUse(data)
  }
  let said = answer.text.split(separator: "\n").joined(separator: " ")
  switch answer.status {
  case 200: return try JSON(parsing: answer.body)
  case 507: throw SystemError(said, code: ENOSPC)
  default: throw Rejected(description: said)
  }
}
