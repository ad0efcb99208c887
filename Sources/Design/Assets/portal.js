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
