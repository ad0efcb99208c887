import Linux
import Portal

let openAPICommand = Command(
  name: "openapi", summary: "打印接口说明（OpenAPI 3.1）",
  options: [resourcesOption]
) { arguments in
  try Output.put(Portal.openAPI(resources: arguments["--resources"]) + [0x0A])
  return .fine
}
