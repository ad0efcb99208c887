import HTML

/// A small picture beside a word, never instead of one.
package enum Icon: String, Sendable, CaseIterable {
  case desk, mail, clock, calendar, tick, cross, alert, info, search, file, shield, seal, flag,
    user, users, building, chart, down, get, put, print, plus, bin, lock, back, sprout, pen,
    send, menu, chat, scale, wait, qr

  /// What is drawn, on a field of 24 by 24.
  var drawing: HTML {
    switch self {
    case .desk:
      HTML(
        literal: """
          <path d="M4 13 6.5 5h11L20 13v6.5H4zM4 13h5l1 2.2h4l1-2.2h5"/>
          """)
    case .mail:
      HTML(
        literal: """
          <rect x="3.5" y="5.5" width="17" height="13.5" rx="2"/><path d="m4 7.5 8 5.7 8-5.7"/>
          """)
    case .clock:
      HTML(
        literal: """
          <circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>
          """)
    case .calendar:
      HTML(
        literal: """
          <rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 \
          3.5v4"/>
          """)
    case .tick:
      HTML(
        literal: """
          <path d="m5 12.8 4.4 4.4L19 7.4"/>
          """)
    case .cross:
      HTML(
        literal: """
          <path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>
          """)
    case .alert:
      HTML(
        literal: """
          <path d="M12 4.2 21 19.5H3zM12 10v4.4M12 16.9v.1"/>
          """)
    case .info:
      HTML(
        literal: """
          <circle cx="12" cy="12" r="8.5"/><path d="M12 11.3v5M12 7.9v.1"/>
          """)
    case .search:
      HTML(
        literal: """
          <circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>
          """)
    case .file:
      HTML(
        literal: """
          <path d="M6 3.5h8L18.5 8v12.5H6zM13.8 3.5V8.2h4.7M9 12.5h6.5M9 16h6.5"/>
          """)
    case .shield:
      HTML(
        literal: """
          <path d="M12 3.5 19.5 6v6c0 4.5-3 7.4-7.5 8.8C7.5 19.4 4.5 16.5 4.5 12V6z"/><path \
          d="m8.6 12 2.5 2.5 4.4-4.6"/>
          """)
    case .seal:
      HTML(
        literal: """
          <rect x="4" y="4" width="16" height="16" rx="2.5"/><path d="M8.5 8.5h7M12 8.5v7M8 \
          15.5h8"/>
          """)
    case .flag:
      HTML(
        literal: """
          <path d="M6 21V4.5M6 5h12l-2.6 4.2L18 13.4H6"/>
          """)
    case .user:
      HTML(
        literal: """
          <circle cx="12" cy="8" r="3.8"/><path d="M4.5 20.5c.8-4.2 3.8-6.2 7.5-6.2s6.7 2 7.5 \
          6.2"/>
          """)
    case .users:
      HTML(
        literal: """
          <circle cx="9" cy="8.5" r="3.3"/><path d="M2.8 19.5c.6-3.7 3-5.5 6.2-5.5s5.6 1.8 6.2 \
          5.5M15.5 5.5a3.2 3.2 0 0 1 0 6.1M17.5 14.5c2 .7 3.3 2.3 3.7 5"/>
          """)
    case .building:
      HTML(
        literal: """
          <path d="M5 20.5v-15L13 3.5v17M13 9.5h6v11M3.5 20.5h17M8 9h2M8 12.8h2M8 16.6h2"/>
          """)
    case .chart:
      HTML(
        literal: """
          <path d="M4 20.5h16.5M7 17v-4.5M12 17V7M17 17V9.5"/>
          """)
    case .down:
      HTML(
        literal: """
          <path d="m6.5 9.5 5.5 5.5 5.5-5.5"/>
          """)
    case .get:
      HTML(
        literal: """
          <path d="M12 4v11M7.5 10.7 12 15.2l4.5-4.5M5 20h14"/>
          """)
    case .put:
      HTML(
        literal: """
          <path d="M12 15.5V4.5M7.5 8.8 12 4.3l4.5 4.5M5 20h14"/>
          """)
    case .print:
      HTML(
        literal: """
          <path d="M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z"/>
          """)
    case .plus:
      HTML(
        literal: """
          <path d="M12 5v14M5 12h14"/>
          """)
    case .bin:
      HTML(
        literal: """
          <path d="M5 7h14M9.5 7V4.5h5V7M7 7l.9 13h8.2L17 7"/>
          """)
    case .lock:
      HTML(
        literal: """
          <rect x="5.5" y="11" width="13" height="9" rx="2"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 \
          0v3"/>
          """)
    case .back:
      HTML(
        literal: """
          <path d="M9 5 4.5 9.5 9 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3"/>
          """)
    case .sprout:
      HTML(
        literal: """
          <path d="M12 20.5v-8M12 12.8C12 8.7 9 6.2 4.5 6.2c0 4.2 3 6.6 7.5 6.6zM12 15.2c0-4 3-6.3 \
          7.5-6.3 0 4-3 6.3-7.5 6.3z"/>
          """)
    case .pen:
      HTML(
        literal: """
          <path d="m4.5 19.5 1-4.5L16 4.5 19.5 8 9 18.5zM13.5 7 17 10.5"/>
          """)
    case .send:
      HTML(
        literal: """
          <path d="M3.8 11.5 20.5 4l-5 16.5-4-7zM11.5 13.5l9-9.5"/>
          """)
    case .menu:
      HTML(
        literal: """
          <path d="M4 7h16M4 12h16M4 17h16"/>
          """)
    case .chat:
      HTML(
        literal: """
          <path d="M4.5 5h15v11H11l-4.5 4v-4h-2z"/>
          """)
    case .scale:
      HTML(
        literal: """
          <path d="M12 4v16M8 20h8M5 7h14M5 7l-2.6 6h5.2zM19 7l-2.6 6h5.2z"/>
          """)
    case .wait:
      HTML(
        literal: """
          <path d="M7 4h10M7 20h10M8 4v3.2L12 12l-4 4.8V20M16 4v3.2L12 12l4 4.8V20"/>
          """)
    case .qr:
      HTML(
        literal: """
          <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6v-2"/>
          """)
    }
  }
}

/// The icon itself; the page it stands on carries its drawing.
package func icon(_ icon: Icon) -> HTML { Icons.pictures[icon] ?? HTML() }
