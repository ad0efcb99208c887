import Linux
import Policy
import Portal
import Rounds

let checkCommand = Command(
  name: "check", summary: "检查政策包，说明每一处错误在哪里、怎样改",
  options: [resourcesOption], words: ["[FOLDER]"],
  notes: ["FOLDER 是一个政策包，或放着几个政策包的文件夹；不写时检查 Forms 里的全部。有错时退出码是 65；只有提醒的，可以启用。"]
) { arguments in
  let resources = try Resources(arguments["--resources"])
  let lists = try resources.codeLists()
  let offers: [(name: String, offer: Result<Adoption.Offer, Flaws>)]
  if let folder = arguments.words.first {
    offers = try PolicyFolder.offers(at: folder, lists: lists)
  } else {
    offers = try PolicyFolder.offers(resources.forms, lists: lists)
  }
  var flaws = 0
  for offer in offers {
    switch offer.offer {
    case .success(let offer):
      Output.say(offer.package.report)
      for warning in offer.package.warnings { Output.note("提醒，\(warning)") }
    case .failure(let found):
      flaws += found.all.count
      for flaw in found.all { Output.note("\(flaw)") }
    }
  }
  if flaws == 0 { return .fine }
  Output.note("一共 \(flaws) 处要改。")
  return .badData
}
