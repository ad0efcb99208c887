import Linux
import Policy
import Portal
import Rounds

let checkCommand = Command(
  name: "check", summary: "检查政策包，说明每一处错误在哪里、怎样改",
  options: [resourcesOption], words: ["[FOLDER]"],
  notes: ["不写 FOLDER 时，检查 Forms 里的全部政策包。有错时退出码是 65。"]
) { arguments in
  let resources = try Resources(arguments["--resources"])
  let lists = try resources.codeLists()
  let offers: [(name: String, offer: Result<Adoption.Offer, Flaws>)]
  if let folder = arguments.words.first {
    let path = Files.absolute(folder)
    let name = String(path.split(separator: "/").last ?? "")
    offers = [
      (name, try PolicyFolder.offer(path, named: name, lists: lists))
    ]
  } else {
    offers = try PolicyFolder.offers(resources.forms, lists: lists)
  }
  var flaws = 0
  for offer in offers {
    switch offer.offer {
    case .success(let offer): Output.say(offer.package.report)
    case .failure(let found):
      flaws += found.all.count
      for flaw in found.all { Output.note("\(flaw)") }
    }
  }
  if flaws == 0 { return .fine }
  Output.note("一共 \(flaws) 处要改。")
  return .badData
}
