import Design
import HTML
import Policy

/// Above a part of the form: what was filled in and where it is from, and what registers have otherwise.
struct KnownBeforehand {
  let answer: SectionView.Answer

  var html: HTML {
    div(.data("data-known", "")) {
      if !answer.sources.isEmpty {
        note {
          p { "已经替您填好，请核对以后保存：" }
          ul {
            for (source, labels) in grouped {
              li { "\(labels.joined(separator: "、"))：来自\(source)" }
            }
          }
        }
      }
      if !answer.differences.isEmpty {
        note(.warn) {
          p { "下面几处和登记的数据不一样，请核对。不影响保存和提交。" }
          ul {
            for one in answer.differences {
              li { "\(one.label)：您填的是“\(one.said)”，\(one.source)是“\(one.registered)”。" }
            }
          }
        }
      }
    }
  }

  private var grouped: [(source: String, labels: [String])] {
    var groups: [(source: String, labels: [String])] = []
    for (question, source) in answer.sources {
      if let index = groups.firstIndex(where: { $0.source == source }) {
        groups[index].labels.append(question.label)
      } else {
        groups.append((source, [question.label]))
      }
    }
    return groups
  }
}
