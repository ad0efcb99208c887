import Accounts
import HTML
import HTTP
import Linux
import Messages
import Portal
import Registry
import Routing
import Vocabulary

let listenOption = Arguments.Option(
  "--listen", "ADDR", "在哪里监听：127.0.0.1:8080、[::1]:8080 或 unix:/路径（默认 127.0.0.1:8080）")
let resourcesOption = Arguments.Option("--resources", "DIR", "Forms 和 Seeds 所在的文件夹（默认在程序旁边或当前文件夹找）")
let todayOption = Arguments.Option("--today", "DATE", "平台的时钟从这一天（或 2026-09-30T17:50）走起，默认是现在")
let logOption = Arguments.Option("--log", "on|off", "是否把访问记录写到标准输出（默认 on）")
let clamdOption = Arguments.Option(
  "--clamd", "ADDR", "给附件查毒的 clamd：unix:/路径 或 127.0.0.1:3310（默认不查，附件标明未查毒）")
let sealsOption = Arguments.Option(
  "--seals", "PROGRAM", "验证电子印章的程序：文件在标准输入，参数是信用代码（约定见 README；默认不验证，页面标明）")
let mailOptions = [
  Arguments.Option("--mail", "WAY", "怎样寄邮件：sendmail、sendmail:/路径 或 smtp://主机:端口（默认不寄，只进收件箱）"),
  .init("--mail-from", "ADDR", "发件人的地址（默认 brandpilot@localhost）"),
  .init("--sms", "WAY", "怎样发短信：command:/程序（参数是号码，内容在标准输入）或 https://… （POST JSON）"),
  clamdOption, sealsOption,
  .init("--registry", "URL", "城市平台的网址，区里可以按企业取登记和信用数据（约定见 README）"),
]
let limitOptions = Limits.flags.map { Arguments.Option("--limit-\($0.name)", "N", $0.meaning) }

let serveCommand = Command(
  name: "serve", summary: "提供服务",
  options: [
    .init("--data", "DIR", "数据文件夹，没有就新建（必填）"),
    listenOption,
    .init("--origin", "URL", "对外的网址，如 https://brand.example.cn；只回答发往这个主机名的请求"),
    resourcesOption,
    .init("--trust-proxy", "NETS", "可信的反向代理，如 127.0.0.1,10.0.0.0/8 或 unix；只相信它们的 X-Forwarded-*"),
    todayOption, logOption,
    .init("--password-policy", "NAME", "密码规则：mlps3（等保三级，90 天更换）或 asvs（默认 mlps3）"),
  ] + mailOptions + limitOptions,
  notes: [
    "收到 SIGTERM 后不再接受新请求，正在办理的最多等 10 秒。",
    "数据文件夹同一时间只能由一个进程使用；备份和核验请用 brandpilot backup、verify。",
  ]
) { arguments in
  Signals.block()
  let data = try arguments.require("--data")
  let options = try options(arguments)
  let folder = try DataFolder.claim(data, creates: true)
  let path = folder.path
  let portal: Portal
  do {
    portal = try Portal.open(folder, options)
  } catch {
    guard let grounded = try Grounded(path, options, after: error) else { throw error }
    Output.note("brandpilot \(version) 在 \(grounded.endpoint) 只回答 /readyz，不提供服务，按 Ctrl-C 停止。")
    Signals.wait()
    grounded.stop()
    return .fine
  }
  if portal.isNew {
    Output.note(
      """
      第一次启动：已在 \(path) 新建数据库。
        平台地址    \(address(portal.endpoint))
        平台地图    \(address(portal.endpoint))/map
        备份        brandpilot backup --data \(path) --to 文件
        核验        brandpilot verify --data \(path)
        长期运行    brandpilot deploy systemd 和 brandpilot deploy nginx
      """)
  }
  if let link = portal.firstInvitation {
    let base = options.origin?.text ?? address(portal.endpoint)
    Output.note(
      """
      市局第一位业务管理员请用下面的链接建立账户（三天内有效，只能用一次）：
        \(base)\(link.text)
      """)
  }
  Output.note("brandpilot \(version) 正在 \(portal.endpoint) 提供服务，按 Ctrl-C 停止。")
  Signals.wait()
  Output.note("正在停止……")
  return portal.stop() ? .fine : .storageFailed
}

func options(_ arguments: Arguments) throws -> Portal.Options {
  let listen = arguments["--listen"] ?? "127.0.0.1:8080"
  guard let endpoint = Endpoint(listen) else {
    throw Arguments.Misuse(sentence: "--listen 看不懂“\(listen)”")
  }
  var options = Portal.Options(endpoint: endpoint)
  options.resources = arguments["--resources"]
  if let text = arguments["--origin"] {
    guard let origin = Origin(text) else {
      throw Arguments.Misuse(sentence: "--origin 要写成 https://主机名")
    }
    options.origin = origin
  }
  if let text = arguments["--today"] {
    guard let start = Instant(text) else {
      throw Arguments.Misuse(sentence: "--today 要写成 2026-09-30 或 2026-09-30T17:50")
    }
    options.start = start
  }
  if let name = arguments["--password-policy"] {
    guard let profile = PasswordPolicy.Profile(rawValue: name) else {
      throw Arguments.Misuse(sentence: "--password-policy 要写 mlps3 或 asvs")
    }
    options.passwordProfile = profile
  }
  try setMessages(&options, arguments)
  try setPlatform(&options, arguments)
  if let text = arguments["--clamd"] {
    guard let clamd = Clamd(text) else {
      throw Arguments.Misuse(sentence: "--clamd 要写 unix:/路径 或 127.0.0.1:端口，clamd 要在本机")
    }
    options.clamd = clamd
  }
  options.seals = arguments["--seals"].map { SealProgram($0) }
  options.proxies = try proxies(arguments["--trust-proxy"] ?? "")
  if let log = arguments["--log"] {
    guard log == "on" || log == "off" else {
      throw Arguments.Misuse(sentence: "--log 要写 on 或 off")
    }
    options.logs = log == "on"
  }
  for (name, value) in arguments.starting(with: "--limit-") {
    guard options.limits.set(name, to: value) else {
      throw Arguments.Misuse(sentence: "--limit-\(name) 要是正数，个数和大小要是整数")
    }
  }
  return options
}

private func setPlatform(_ options: inout Portal.Options, _ arguments: Arguments) throws {
  guard let text = arguments["--registry"] else { return }
  guard let platform = Platform(text) else {
    throw Arguments.Misuse(sentence: "--registry 要写 https:// 开头的网址")
  }
  options.platform = platform
}

private func setMessages(_ options: inout Portal.Options, _ arguments: Arguments) throws {
  if let text = arguments["--mail"] {
    guard let way = MailWay(text) else {
      throw Arguments.Misuse(sentence: "--mail 要写 sendmail、sendmail:/路径 或 smtp://主机:端口")
    }
    options.mail = way
  }
  if let text = arguments["--mail-from"] {
    guard MailAddress(text) != nil || text == options.mailFrom else {
      throw Arguments.Misuse(sentence: "--mail-from 要是一个邮箱地址")
    }
    options.mailFrom = text
  }
  if let text = arguments["--sms"] {
    guard let way = SMSWay(text) else {
      throw Arguments.Misuse(sentence: "--sms 要写 command:/程序 或 https:// 开头的网址")
    }
    options.sms = way
  }
}

private func proxies(_ text: String) throws -> Proxies {
  var networks: [Network] = []
  var trustsLocalSocket = false
  for name in text.split(separator: ",").map(String.init) {
    if name == "unix" {
      trustsLocalSocket = true
    } else if let network = Network(name) {
      networks.append(network)
    } else {
      throw Arguments.Misuse(sentence: "--trust-proxy 看不懂“\(name)”")
    }
  }
  return Proxies(networks, trustsLocalSocket: trustsLocalSocket)
}

func address(_ endpoint: Endpoint) -> String {
  if case .local = endpoint { return "\(endpoint)" }
  return "http://\(endpoint)"
}
