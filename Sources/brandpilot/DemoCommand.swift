import JSON
import Linux
import Portal

let demoCommand = Command(
  name: "demo", summary: "在临时文件夹里演示，停止后不留痕迹",
  options: [
    listenOption, todayOption,
    .init("--accounts", "FILE", "把演示人员写成 JSON：登录名、密码、动态口令密钥、身份、单位"),
    resourcesOption, logOption,
  ] + limitOptions
) { arguments in
  Signals.block()
  var options = try options(arguments)
  let path = try Files.makeTemporaryFolder("brandpilot-demo")
  defer { Files.removeFolder(path) }
  options.isDemo = true
  options.logs = arguments["--log"] == "on"
  let portal = try Portal(DataFolder.claim(path, creates: true), options)
  if let file = arguments["--accounts"] {
    try Files.replace(file, with: portal.accounts.bytes + [0x0A], mode: 0o600)
  }
  let base = address(portal.endpoint)
  Output.say(
    """
    brandpilot \(version) 演示已启动，请用浏览器打开：
      首页        \(base)/
      演示人员    \(base)/cast        （一按就以某个人的身份进入）
      实用工具    \(base)/tools
      平台地图    \(base)/map
      界面式样    \(base)/samples
    数据在临时文件夹 \(path)，停止时删除。按 Ctrl-C 停止。
    """)
  Signals.wait()
  return portal.stop() ? .fine : .storageFailed
}
