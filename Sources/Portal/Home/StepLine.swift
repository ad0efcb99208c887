import Design
import HTML
import Policy

/// The way of a case for the public: each step with who does it.
struct StepLine {
  let stages: [Summary.Stage]

  var html: HTML {
    ol(.class("steps")) {
      for stage in stages {
        let look = Self.looks[stage.name]
        li(.optional(look?.isOfficial == true ? .class("official") : nil)) {
          icon(look?.icon ?? .file)
          b { stage.name }
          span(.class("quiet")) { stage.who }
        }
      }
    }
  }

  private static let looks: [String: (icon: Icon, isOfficial: Bool)] = [
    "填报": (.pen, false), "受理": (.desk, false), "区级审核": (.search, false), "推荐": (.flag, false),
    "培育": (.sprout, false), "初筛": (.file, false), "专家评审": (.scale, false), "公示": (.chat, true),
    "发布": (.seal, true),
  ]
}
