// swift-format-ignore-file: one line an element reads better than four.

/// The elements this portal uses, one function each: `p(.class("lead")) { "…" }`.
func element(_ name: StaticString, _ attributes: [Attribute], _ content: consuming HTML) -> HTML {
  content.open(name, attributes)
  content.close(name)
  return content
}

/// One that holds nothing and is not closed.
private func element(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
  var html = HTML()
  html.open(name, attributes)
  return html
}

package typealias Content = () -> HTML

package func html(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("html", attributes, content())
}
package func head(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("head", attributes, content())
}
package func body(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("body", attributes, content())
}
package func title(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("title", attributes, content())
}
package func header(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("header", attributes, content())
}
package func footer(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("footer", attributes, content())
}
package func main(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("main", attributes, content())
}
package func nav(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("nav", attributes, content())
}
package func section(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("section", attributes, content())
}
package func template(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("template", attributes, content())
}
package func article(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("article", attributes, content())
}
package func aside(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("aside", attributes, content())
}
package func div(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("div", attributes, content())
}
package func h1(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("h1", attributes, content())
}
package func h2(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("h2", attributes, content())
}
package func h3(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("h3", attributes, content())
}
package func h4(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("h4", attributes, content())
}
package func b(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("b", attributes, content())
}
package func p(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("p", attributes, content())
}
package func a(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("a", attributes, content())
}
package func span(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("span", attributes, content())
}
package func strong(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("strong", attributes, content())
}
package func em(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("em", attributes, content())
}
package func small(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("small", attributes, content())
}
package func time(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("time", attributes, content())
}
package func abbr(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("abbr", attributes, content())
}
package func code(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("code", attributes, content())
}
package func pre(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("pre", attributes, content())
}
package func ul(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("ul", attributes, content())
}
package func ol(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("ol", attributes, content())
}
package func li(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("li", attributes, content())
}
package func dl(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("dl", attributes, content())
}
package func dt(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("dt", attributes, content())
}
package func dd(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("dd", attributes, content())
}
package func table(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("table", attributes, content())
}
package func caption(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("caption", attributes, content())
}
package func thead(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("thead", attributes, content())
}
package func tbody(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("tbody", attributes, content())
}
package func tr(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("tr", attributes, content())
}
package func th(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("th", attributes, content())
}
package func td(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("td", attributes, content())
}
package func form(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("form", attributes, content())
}
package func fieldset(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("fieldset", attributes, content())
}
package func legend(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("legend", attributes, content())
}
package func label(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("label", attributes, content())
}
package func textarea(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("textarea", attributes, content())
}
package func select(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("select", attributes, content())
}
package func datalist(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("datalist", attributes, content())
}
package func option(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("option", attributes, content())
}
package func button(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("button", attributes, content())
}
package func output(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("output", attributes, content())
}
package func details(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("details", attributes, content())
}
package func summary(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("summary", attributes, content())
}
package func progress(_ attributes: Attribute..., @HTMLBuilder content: Content = { HTML() })
  -> HTML
{
  element("progress", attributes, content())
}
package func script(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
  element("script", attributes, content())
}

// Elements that hold nothing.
package func meta(_ attributes: Attribute...) -> HTML { element("meta", attributes) }
package func link(_ attributes: Attribute...) -> HTML { element("link", attributes) }
package func input(_ attributes: Attribute...) -> HTML { element("input", attributes) }
package func br(_ attributes: Attribute...) -> HTML { element("br", attributes) }
package func hr(_ attributes: Attribute...) -> HTML { element("hr", attributes) }
package func img(_ attributes: Attribute...) -> HTML { element("img", attributes) }
