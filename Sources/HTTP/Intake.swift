import Digest
import Glibc
import Linux

/// Takes a form with files as it comes: texts are kept, each file goes to disk and through the hash
/// piece by piece. Lives on its connection's loop; what it began goes with it.
///
/// A mistake does not end the connection: the rest is read past, up to the route's limit, so that
/// the sender gets a proper answer.
final class Intake {
  private let rules: UploadRules
  private var reader: MultipartReader?
  private var mistake: Upload.Mistake?
  private var texts: [Form.Pair] = []
  private var textBytes = 0
  private var text: [UInt8] = []
  private var files: [UploadedFile] = []
  private var head: MultipartHead?
  private var draft: Draft?

  init(_ head: RequestHead, _ rules: UploadRules) {
    self.rules = rules
    guard head.contentType?.isMultipart == true else {
      mistake = .mediaType
      return
    }
    do {
      reader = try MultipartReader(head.contentType, limit: rules.parts)
    } catch {
      mistake = .form(error)
    }
  }

  func take(_ bytes: [UInt8]) {
    rules.lease?.count(bytes.count)
    guard mistake == nil, var reader else { return }
    self.reader = nil  // so that its bytes are held once
    do {
      try reader.take(bytes[...]) { event in
        if mistake == nil { handle(event) }
      }
      self.reader = reader
    } catch {
      fail(.form(error))
    }
  }

  func finish() -> Result<Upload, Upload.Mistake> {
    do {
      if mistake == nil { try reader?.finish() }
    } catch {
      fail(.form(error))
    }
    if let mistake { return .failure(mistake) }
    do {
      return .success(Upload(form: try Form(texts), files: files))
    } catch {
      return .failure(.fields(error))
    }
  }

  private func fail(_ mistake: Upload.Mistake) {
    self.mistake = self.mistake ?? mistake
    draft = nil
    files = []
    text = []
  }

  // MARK: - Parts

  private func handle(_ event: MultipartReader.Event) {
    switch event {
    case .part(let head): begin(head)
    case .data(let bytes): add(bytes)
    case .end: end()
    }
  }

  private func begin(_ head: MultipartHead) {
    self.head = head
    guard head.fileName != nil else { return }
    guard files.count < rules.files else { return fail(.tooManyFiles) }
    attempt { draft = try Draft(in: rules.folder) }
  }

  private func add(_ bytes: ArraySlice<UInt8>) {
    if let draft {
      attempt { try draft.add(bytes, limit: rules.file) }
    } else {
      textBytes += bytes.count
      guard textBytes <= rules.texts else { return fail(.fields(.tooMany)) }
      text += bytes
    }
  }

  private func end() {
    guard let head else { return }
    if let draft {
      guard !files.contains(where: { $0.field == head.name }) else {
        return fail(.fields(.repeated(head.name)))
      }
      attempt { files.append(try draft.finish(head)) }
    } else if let value = String(validating: text, as: UTF8.self), !value.utf8.contains(0) {
      texts.append(Form.Pair(name: head.name, value: value))
    } else {
      return fail(.fields(.encoding))
    }
    draft = nil
    text = []
    self.head = nil
  }

  private func attempt(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      let code = (error as? SystemError)?.code ?? EIO
      fail(code == EMFILE || code == ENFILE ? .busy : .disk(code: code))
    }
  }
}

/// A file on its way in.
private final class Draft {
  private let path: String
  private var file: Descriptor?
  private var hash = SHA256()
  /// Pieces can be as small as a byte; the disk gets them by the tens of thousands.
  private var waiting: [UInt8] = []
  private var start: [UInt8] = []
  private var size = 0
  private var isTooLarge = false
  private var isFinished = false
  private static let startLength = 512

  init(in folder: String) throws {
    path = "\(folder)/\(Hex.text(Random.bytes(16)))"
    file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
  }

  deinit { if !isFinished { Files.remove(path) } }

  func add(_ bytes: ArraySlice<UInt8>, limit: Int) throws {
    size += bytes.count
    if start.count < Self.startLength { start += bytes.prefix(Self.startLength - start.count) }
    guard size <= limit else { return throwAway() }
    waiting += bytes
    if waiting.count >= 48 << 10 { try flush() }
  }

  private func flush() throws {
    try file?.write(waiting)
    hash.update(waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  private func throwAway() {
    if isTooLarge { return }
    isTooLarge = true
    waiting = []
    file = nil
    Files.remove(path)
  }

  func finish(_ head: MultipartHead) throws -> UploadedFile {
    try flush()
    isFinished = true
    file = nil
    return UploadedFile(
      head, size: size, isTooLarge: isTooLarge, digest: isTooLarge ? [] : hash.finalise(),
      start: start, draft: path)
  }
}
