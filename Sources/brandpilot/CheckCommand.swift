import Linux
import Policy
import Portal

let checkCommand = Command(
  name: "check", summary: "检查政策包，说明每一处错误在哪里、怎样改",
  options: [resourcesOption], words: ["[FOLDER]"],
  notes: ["不写 FOLDER 时，检查 Forms 里的全部政策包。有错时退出码是 65。"]
) { arguments in
  let resources = try Resources(arguments["--resources"])
  let industries = try resources.industries()
  do {
    let packages: [Package]
    if let folder = arguments.words.first {
      let path = Files.absolute(folder)
      packages = [
        try PolicyFolder.package(
          path, named: String(path.split(separator: "/").last ?? ""), industries: industries)
      ]
    } else {
      packages = try resources.shelf().all
    }
    for package in packages { Output.say(package.report) }
    return .fine
  } catch let flaws as Flaws {
    for flaw in flaws.all { Output.note("\(flaw)") }
    Output.note("一共 \(flaws.all.count) 处要改。")
    return .badData
  }
}
