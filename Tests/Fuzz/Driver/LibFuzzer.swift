#if FUZZER
  import FuzzTargets
  import Glibc

  // libFuzzer brings its own main and calls these two.

  nonisolated(unsafe) private var chosen = FuzzTarget.all[0]

  /// Takes our own first argument, the target's name; the rest is libFuzzer's.
  @_cdecl("LLVMFuzzerInitialize")
  func initialise(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
  ) -> Int32 {
    guard unsafe count.pointee > 1, let name = unsafe arguments.pointee[1],
      let target = FuzzTarget.all.first(where: { unsafe $0.name == String(cString: name) })
    else { usage() }
    unsafe chosen = target
    for index in 1..<Int(unsafe count.pointee) {
      unsafe arguments.pointee[index] = arguments.pointee[index + 1]
    }
    unsafe count.pointee -= 1
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  func tryOne(_ start: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: length))
    if let complaint = unsafe chosen.complaint(bytes) {
      unsafe keep(complaint, chosen, bytes)
      abort()  // libFuzzer writes the input down
    }
    return 0
  }
#endif
