import JSON
import Linux
import Portal
import Vocabulary

let demoCommand = Command(
  name: "demo", summary: "演示：人员、批次和各个环节的案例都已就位；不写 --data 的，停止后不留痕迹",
  options: [
    listenOption, todayOption,
    .init("--data", "DIR", "演示的数据文件夹，停止后留着；再启动（日期相同或更晚）就从那里接着走"),
    .init("--no-cases", "", "只有演示人员和一个开放的批次，没有案例"),
    .init("--accounts", "FILE", "把演示人员写成 JSON：登录名、密码、动态口令密钥、身份、单位"),
    resourcesOption, clamdOption, sealsOption,
    .init("--log", "on|off", "是否把访问记录写到标准输出（默认 off）"),
  ] + limitOptions
) { arguments in
  Signals.block()
  var options = try options(arguments)
  let kept = arguments["--data"]
  let path = try kept ?? Files.makeTemporaryFolder("brandpilot-demo")
  defer { if kept == nil { Files.removeFolder(path) } }
  options.isDemo = true
  options.isPlayed = !arguments.has("--no-cases")
  options.logs = arguments["--log"] == "on"
  let portal = try Portal.open(DataFolder.claim(path, creates: true), options)
  if let file = arguments["--accounts"] {
    try Files.replace(file, with: portal.accounts.bytes + [0x0A], mode: 0o600)
  }
  let base = address(portal.endpoint)
  let isBack = options.start.map { $0.day < portal.today } ?? false
  let ending =
    kept == nil
    ? "数据在临时文件夹 \(path)，停止时删除。" : "数据在 \(path)，停止以后留着；用同样的 --data 再启动，就接着走。"
  Output.say(
    """
    brandpilot \(version) 演示已启动，请用浏览器打开：
      首页        \(base)/
      演示人员    \(base)/cast        （一按就以某个人的身份进入）
      实用工具    \(base)/tools
      平台地图    \(base)/map
      界面式样    \(base)/samples
      今天        \(portal.today.chinese)\(isBack ? "（数据已经走到这一天，不往回走）" : "")
    \(ending)按 Ctrl-C 停止。
    """)
  Signals.wait()
  return portal.stop() ? .fine : .storageFailed
}
