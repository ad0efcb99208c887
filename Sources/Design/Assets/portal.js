// Everything works without this file; it only adds comfort.
"use strict";

// Characters as people count them: a 汉字 is one, whatever it weighs in bytes, and so is an emoji.
function count(text) {
  if (!window.Intl || !Intl.Segmenter) return Array.from(text).length;
  return Array.from(new Intl.Segmenter("zh").segment(text)).length;
}
document.querySelectorAll("[data-counter]").forEach(function (input) {
  var counter = document.getElementById(input.dataset.counter);
  var most = Number(input.dataset.most);
  function show() {
    var left = most - count(input.value);
    counter.textContent = left < 0 ? "超出 " + -left + " 个字" : "还可以写 " + left + " 个字";
    counter.classList.toggle("over", left < 0);
  }
  input.addEventListener("input", show);
  show();
});

// A form with problems opens at their summary, a question that was answered at its answer.
var first = document.querySelector(".summary") || document.querySelector("#answer");
if (first) first.focus();

// A menu that was opened closes when one goes elsewhere.
var menus = document.querySelectorAll("details.drop, details.menu");
function closeMenus(event) {
  menus.forEach(function (menu) {
    if (menu.open && (event.key === "Escape" || !menu.contains(event.target))) {
      menu.open = false;
      if (event.key === "Escape") menu.querySelector("summary").focus();
    }
  });
}
document.addEventListener("click", closeMenus);
document.addEventListener("focusin", closeMenus);
document.addEventListener("keydown", function (event) { if (event.key === "Escape") closeMenus(event); });

// What is not asked just now is not shown; its answers stay, in case it is asked again.
document.querySelectorAll("[data-shown]").forEach(function (field) {
  var at = field.dataset.shown.indexOf("=");
  var name = field.dataset.shown.slice(0, at);
  var values = field.dataset.shown.slice(at + 1).split("|");
  var form = field.closest("form");
  function follow() {
    var answer = form.elements[name];
    field.hidden = !answer || values.indexOf(answer.value) < 0;
  }
  form.addEventListener("change", follow);
  follow();
});

// One press is enough; a form that was answered by a file can be sent again.
document.querySelectorAll("form[method=post]").forEach(function (form) {
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
});

// The journal's chain, recomputed here: no need to believe the server.
var chain = document.querySelector("[data-chain]");
if (chain && window.crypto && crypto.subtle) {
  var check = document.createElement("button");
  check.type = "button";
  check.textContent = "由我的浏览器核验整条链";
  chain.before(check);
  chain.textContent = "逐条重算哈希，与记录比对。";
  check.addEventListener("click", function () {
    check.disabled = true;
    recompute(chain).catch(function (error) {
      chain.textContent = "核验没有做完：" + error.message;
      check.disabled = false;
    });
  });
}

async function recompute(status) {
  var encoder = new TextEncoder();
  var previous = "0".repeat(64);
  var sequence = 0;
  function bytes(hex) { return Uint8Array.from(hex.match(/../g), function (pair) { return parseInt(pair, 16); }); }
  function field(text) {
    return text === undefined ? [encoder.encode("-\n")]
      : [encoder.encode(encoder.encode(text).length + ":"), encoder.encode(text), encoder.encode("\n")];
  }
  while (true) {
    var answer = await fetch(status.dataset.chain + "?after=" + sequence);
    if (!answer.ok) throw new Error("服务器回答 " + answer.status);
    var items = (await answer.json()).items;
    if (items.length === 0) break;
    for (var item of items) {
      var parts = [encoder.encode("brandpilot journal 1\n"), bytes(previous),
        encoder.encode(item.sequence + "\n" + item.milliseconds + "\n")]
        .concat(field(item.actor), field(item.behalf), field(item.act), field(item.subject), field(item.summary),
          [bytes(item.payloadDigest)]);
      var digest = await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
      var hash = Array.from(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
      if (item.sequence !== sequence + 1 || item.previous !== previous || item.hash !== hash) {
        status.textContent = "第 " + item.sequence + " 条对不上。";
        return;
      }
      previous = hash;
      sequence = item.sequence;
    }
    status.textContent = "已核验 " + sequence + " 条……";
  }
  status.textContent = "完好：" + sequence + " 条全部相符，链首 " + previous;
}

// A sheet saves itself as it is filled in; the sums are the server's, by its rules.
document.querySelectorAll("[data-autosave]").forEach(function (place) {
  var form = place.querySelector("form");
  var note = place.querySelector("[data-saved]");
  var waiting, busy, again;
  function body() {
    var sheet = { edition: Number(form.elements.edition.value), scores: {}, answers: {} };
    new FormData(form).forEach(function (value, name) {
      if (name.startsWith("score.")) {
        if (value.trim() !== "") sheet.scores[name.slice(6)] = Number(value);
      } else if (["edition", "form", "once"].indexOf(name) < 0 && value !== "") {
        sheet.answers[name] = value;
      }
    });
    return sheet;
  }
  function show(saved) {
    form.elements.edition.value = saved.edition;
    note.textContent = "已自动保存，第 " + saved.edition + " 版。";
    var sums = { total: saved.total };
    Object.keys(saved.indicators).forEach(function (id) { sums["indicator." + id] = saved.indicators[id].capped; });
    Object.keys(saved.projects).forEach(function (id) { sums["project." + id] = saved.projects[id]; });
    document.querySelectorAll("[data-sum]").forEach(function (sum) { sum.textContent = sums[sum.dataset.sum]; });
  }
  function save() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(place.dataset.autosave, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body())
    }).then(function (answer) {
      return answer.json().then(function (said) {
        if (answer.ok) show(said);
        else note.textContent = "没有自动保存：" + (said.errors && said.errors[0] ? said.errors[0].message : said.detail);
      });
    }).catch(function () {
      note.textContent = "现在没有连上，填的还在这一页，连上以后再存。";
    }).then(function () {
      busy = false;
      if (again) { again = false; save(); }
    });
  }
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  window.addEventListener("online", save);
});

// A part of an application saves itself two seconds after typing stops. What is not saved yet stays in
// this browser, so that neither a lost session nor a closed window takes it.
document.querySelectorAll("[data-section]").forEach(function (status) {
  var form = status.closest("form");
  var edition = form.elements.edition;
  var writer = status.dataset.writer;
  var store = "section " + location.pathname + " " + writer;
  var shows = status.dataset.section; // "record", "typed" (and refused), or "stale": beside a colleague's
  var isBehind = shows === "stale"; // then only the button goes over it
  var answered = typed(); // what need not be sent again
  var saved = shows === "record" ? answered : null;
  var made = null; // the edition that was saved, until the form carries it
  var lost = null; // what was sent and not answered: sent once more, under the same name
  var restored = "";
  var waiting, queue = Promise.resolve(); // one save at a time

  function isCarried(name) { return ["edition", "form", "once"].indexOf(name) >= 0; }
  function typed(sent) {
    var fields = Array.from(sent || new FormData(form)).filter(function (pair) { return !isCarried(pair[0]); });
    return new URLSearchParams(fields).toString();
  }
  function keep() {
    if (typed() === saved) return localStorage.removeItem(store);
    // Typed beside a colleague's text, it is compared with that anew when it comes back.
    var base = shows === "stale" ? edition.value - 1 : made || Number(edition.value);
    localStorage.setItem(store, JSON.stringify({ edition: base, fields: typed() }));
  }
  function putBack(kept) {
    var fields = new URLSearchParams(kept.fields);
    edition.value = kept.edition;
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || isCarried(field.name)) return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = fields.get(field.name) === field.value;
      else if (fields.has(field.name)) field.value = fields.get(field.name);
      field.dispatchEvent(new Event("input"));
    });
    restored = "上次没有存上的内容已经放回。";
    say("");
  }
  function say(words) { status.textContent = restored + words; }
  function sayEnded() {
    var link = Object.assign(document.createElement("a"), { href: location.pathname, textContent: "重新登录" });
    say("登录已结束，");
    status.append(link, "后在这里接着填，您填的还在本机");
  }
  function explain(answer, page) {
    var other = page.querySelector("[data-section]");
    if (answer.redirected || (other && other.dataset.writer !== writer)) return sayEnded();
    isBehind = !!other && other.dataset.section === "stale";
    var why = page.querySelector(".summary li") || page.querySelector("main .lead") || page.querySelector("h1");
    say("没有自动保存：" + (isBehind ? "同事（或者您在别的窗口）刚存了新的一版。按“保存”，两边不一样的地方并排给您看。"
      : why ? why.textContent.trim() : "服务器回答 " + answer.status));
  }
  async function read(answer) { return new DOMParser().parseFromString(await answer.text(), "text/html"); }
  // A token, a name and the edition for the next save: our own at most, a colleague's we have not seen.
  async function renew(most) {
    made = most;
    var answer = await fetch(form.action);
    var page = await read(answer);
    var other = page.querySelector("[data-section]");
    if (!other || other.dataset.writer !== writer) return explain(answer, page);
    var fresh = other.closest("form").elements;
    form.elements.form.value = fresh.form.value;
    form.elements.once.value = fresh.once.value;
    edition.value = Math.min(fresh.edition.value, most);
    made = null;
    ["[data-saved-at]", "[data-known]"].forEach(function (place) {
      document.querySelector(place).replaceWith(page.querySelector(place));
    });
    return true;
  }
  // Where the server leads after saving; nothing if it did not.
  async function save(isPressed, isAgain) {
    if (!isPressed && (isBehind || typed() === answered)) return;
    say("正在保存…");
    if (made !== null && !await renew(made)) return;
    var sent = lost = lost || new URLSearchParams(new FormData(form));
    var answer = await fetch(form.action, { method: "POST", body: sent });
    lost = null;
    // The form may be of a session before this one.
    if (answer.status === 403 && !isAgain) return await renew(Number(edition.value)) && save(isPressed, true);
    if (new URL(answer.url).searchParams.has("done")) {
      saved = answered = typed(sent);
      made = Number(edition.value) + 1;
      keep();
      if (isPressed && typed() === saved) return answer.url;
      if (await renew(made)) say("已自动保存（" + document.querySelector("[data-saved-at]").dataset.savedAt + "）");
      return answer.url;
    }
    explain(answer, await read(answer));
    if (answer.status === 422) answered = typed(sent);
    // The page of the refusal says it beside each field.
    if (isPressed && !answer.redirected) form.submit();
  }
  async function press() {
    do { var next = await save(true); } while (next && typed() !== saved);
    if (next) location.assign(next);
    else delete form.dataset.sent;
  }
  function then(work) {
    queue = queue.then(work).catch(function () { say("没有自动保存：现在没有连上，您填的还在本机，连上以后再存。"); });
  }
  function saveNow() { then(function () { return save(false); }); }
  function wait() {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(saveNow, 2000);
  }

  var kept = JSON.parse(localStorage.getItem(store));
  if (kept && shows === "record" && kept.fields !== saved) putBack(kept);
  ["input", "change"].forEach(function (kind) { form.addEventListener(kind, wait); });
  form.dispatchEvent(new Event("change"));
  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    then(press);
  });
  window.addEventListener("online", saveNow);
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  // Who else is here, and that we are: once a minute, while somebody looks.
  setInterval(function () {
    if (document.hidden) return;
    fetch(form.action).then(read).then(function (page) {
      var others = page.querySelector("[data-present]");
      if (others) document.querySelector("[data-present]").replaceChildren(...others.childNodes);
    }).catch(function () {});
  }, 60000);
});

// In a queue j and k go from row to row, while the focus is in it (WCAG 2.1.4).
document.querySelectorAll("table.tight").forEach(function (table) {
  var titles = Array.from(table.querySelectorAll("a.title"));
  table.addEventListener("keydown", function (event) {
    var step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    var row = document.activeElement.closest("tr");
    var now = titles.findIndex(function (title) { return row && row.contains(title); });
    var next = titles[now + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
});
