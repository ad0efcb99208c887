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

// A file that was chosen in another form of the page and not sent is not left behind without a word.
document.addEventListener("submit", function (event) {
  var left = Array.from(document.querySelectorAll("form input[type=file]")).find(function (input) {
    return input.form !== event.target && input.files.length > 0;
  });
  if (!left || left.dataset.told) return;
  left.dataset.told = "yes";
  event.preventDefault();
  event.stopImmediatePropagation();
  var word = document.createElement("p");
  word.className = "error";
  word.setAttribute("role", "alert");
  word.textContent = "这里选的文件还没有上传。先上传；不要了的，再按一次刚才的按钮。";
  left.after(word);
  left.addEventListener("change", function () { word.remove(); delete left.dataset.told; }, { once: true });
  left.focus();
}, true);

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

// What was typed into a form outlives the session it was sent in: this tab keeps it while its reader signs
// in again, and puts it back where the form is shown once more, to the same person, over the edition that
// they had read. Where the browser keeps nothing, nothing is kept.
try { (function () {
  var signingIn = ["/login", "/session"];
  function reader() {
    var name = document.querySelector("details.drop > summary");
    return name ? name.textContent : "";
  }
  function asked(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && field.autocomplete !== "one-time-code"
        && ["hidden", "password", "file", "submit"].indexOf(field.type) < 0;
    });
  }
  function place(form) { return new URL(form.action).pathname; }
  function isOwn(form) { return form.method === "post" && !form.querySelector("[data-section]"); }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!reader() || !isOwn(form)) return;
    var fields = asked(form).map(function (field) {
      return [field.name, field.value, /^(checkbox|radio)$/.test(field.type) ? field.checked : null];
    });
    var edition = form.elements.edition && form.elements.edition.value;
    sessionStorage.setItem("typed", JSON.stringify({
      to: place(form), by: reader(), at: Date.now(), edition: edition, fields: fields,
    }));
  });
  var kept = JSON.parse(sessionStorage.getItem("typed"));
  if (!kept) return;
  if (signingIn.indexOf(location.pathname) >= 0) {
    // Led here by the form itself, and not an hour after it was answered with a file.
    if (!kept.seen && Date.now() - kept.at > 60000) sessionStorage.removeItem("typed");
    else sessionStorage.setItem("typed", JSON.stringify(Object.assign(kept, { seen: true })));
    return;
  }
  sessionStorage.removeItem("typed");
  var form = Array.from(document.forms).find(function (one) { return isOwn(one) && place(one) === kept.to; });
  // A page that has drawn a number anew goes with no fingerprint of another.
  if (!kept.seen || !form || kept.by !== reader() || document.getElementById("nonce")) return;
  var changed = asked(form).filter(function (field) {
    var was = kept.fields.find(function (one) {
      return one[0] === field.name && (one[2] === null || one[1] === field.value);
    });
    if (!was || (was[2] === null ? was[1] === field.value : was[2] === field.checked)) return false;
    if (was[2] === null) field.value = was[1];
    else field.checked = was[2];
    var isPicked = field.tagName === "SELECT" || was[2] !== null;
    field.dispatchEvent(new Event(isPicked ? "change" : "input", { bubbles: true }));
    return true;
  });
  if (!changed.length) return;
  if (kept.edition && form.elements.edition) form.elements.edition.value = kept.edition;
  var words = document.createElement("p");
  words.textContent = "刚才登录已经结束，没有办成。您填的还在，核对以后再提交。";
  var note = document.createElement("div");
  note.className = "note warn";
  note.setAttribute("role", "status");
  note.append(words);
  form.before(note);
})(); } catch (error) { /* no store in this browser */ }

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
    var sheet = { edition: Number(form.elements.edition.value), scores: {}, answers: {}, reasons: {} };
    function reason(project) { return sheet.reasons[project] || (sheet.reasons[project] = { text: "" }); }
    new FormData(form).forEach(function (value, name) {
      if (name.startsWith("score.")) {
        // What is no number is sent as it is, for the server to say so.
        if (value.trim() !== "") sheet.scores[name.slice(6)] = isNaN(Number(value)) ? value : Number(value);
      } else if (name.startsWith("reason.")) {
        if (value !== "") reason(name.slice(7)).text = value;
      } else if (name.startsWith("evidence.")) {
        if (value !== "") reason(name.slice(9)).evidence = value;
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
    place.querySelectorAll("[data-wants]").forEach(function (chip) { chip.hidden = saved.wanting.indexOf(chip.dataset.wants) < 0; });
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

// Files go up one after the other, each on a line of its own: how far it is, or why it was not taken.
// One that is refused or stopped leaves the others alone. A large one goes in pieces: after a broken
// line, or when the same file is chosen again, it goes on from where it was.
var sending = Promise.resolve();
document.querySelectorAll("[data-upload]").forEach(function (landing) {
  var rules = landing.dataset;
  var form = landing.querySelector("form");
  var input = form.querySelector("input[type=file]");
  var list = landing.querySelector("[data-sending]");
  var status = landing.querySelector("[role=status]");
  var panel = landing.closest("section");
  var store = "upload " + rules.upload + " " + rules.writer + " ";
  var mostPieces = 1 << 20; // what is smaller goes in one

  function say(words) { status.textContent = words; }
  function part(bytes, all) {
    return all < 1048576 ? Math.ceil(bytes / 1024) + " / " + Math.ceil(all / 1024) + " KB"
      : (bytes / 1048576).toFixed(1) + " / " + (all / 1048576).toFixed(1) + " MB";
  }

  // What the server said no to; a lost line is no such answer.
  function no(words) { return Object.assign(new Error(words), { isNo: true }); }
  function ask(job, method, address, body, fields) {
    return new Promise(function (resolve, reject) {
      var asked = job.asked = new XMLHttpRequest();
      asked.open(method, address);
      Object.keys(fields || {}).forEach(function (name) { asked.setRequestHeader(name, fields[name]); });
      asked.upload.onprogress = function (event) { show(job, job.before + Math.min(event.loaded, job.part)); };
      asked.onerror = asked.ontimeout = function () { reject(new Error("没有连上")); };
      asked.onabort = function () { reject(no("已停止")); };
      asked.onload = function () {
        var answer = null;
        try { answer = JSON.parse(asked.responseText); } catch (error) { /* a proxy's own page */ }
        if (asked.status === 200 && answer) return resolve(answer);
        var code = answer && answer.code;
        if (!answer || asked.status === 503 || asked.status === 408 || ["uploadsRunning", "offset", "busy"].indexOf(code) >= 0) {
          return reject(new Error(answer ? answer.detail : "服务器回答 " + asked.status));
        }
        if (asked.status === 401) return reject(no("登录已结束，请重新登录，再选这个文件接着传。"));
        reject(no(answer.errors && answer.errors[0] ? answer.errors[0].message : answer.detail));
      };
      asked.send(body || null);
    });
  }
  // A lost line is tried again, later and later, and at once when the browser is online again.
  async function patiently(job, work) {
    for (var pause = 1; ; pause *= 2) {
      try {
        return await work(pause > 1);
      } catch (error) {
        if (error.isNo || pause > 64) throw error;
        job.words.textContent = error.message.replace(/。$/, "") + "，" + pause + " 秒后接着传";
        await new Promise(function (go) {
          job.wake = go;
          setTimeout(go, pause * 1000);
          window.addEventListener("online", go, { once: true });
        });
        if (job.isStopped) throw no("已停止");
      }
    }
  }
  function json(job, method, address, body, fields) {
    job.part = 0;
    var all = Object.assign(body ? { "Content-Type": "application/json" } : {}, fields);
    return ask(job, method, address, body && JSON.stringify(body), all);
  }
  function whole(job) {
    return patiently(job, function () {
      var body = new FormData();
      body.append("file", job.file);
      job.before = 0;
      job.part = job.file.size;
      return ask(job, "POST", rules.upload, body, { "Idempotency-Key": job.once });
    });
  }

  // The same file, as far as that can be told without reading it whole; nothing where it cannot be told.
  async function name(file) {
    if (!window.crypto || !crypto.subtle) return null;
    var digest = await crypto.subtle.digest("SHA-256", await file.slice(0, mostPieces).arrayBuffer());
    return store + [file.name, file.size, file.lastModified, new Uint8Array(digest).slice(0, 16).join(".")].join(" ");
  }
  async function begin(job) {
    var old = job.name && localStorage.getItem(job.name);
    if (old) {
      try {
        var found = await json(job, "GET", old);
        if (!found.finished) return found;
      } catch (error) { if (!error.isNo) throw error; }
      localStorage.removeItem(job.name);
    }
    var begun = await json(job, "POST", rules.upload + "/uploads",
      { name: job.file.name, size: job.file.size }, { "Idempotency-Key": job.once });
    if (job.name) localStorage.setItem(job.name, begun.href);
    return begun;
  }
  async function inPieces(job) {
    job.name = await name(job.file);
    var upload = await patiently(job, function () { return begin(job); });
    job.href = upload.href;
    show(job, upload.offset);
    async function piece(isAgain) {
      // Whether a piece came that was not answered, only the server knows.
      if (isAgain) upload = await json(job, "GET", job.href);
      if (upload.offset >= job.file.size) return upload;
      var body = new FormData();
      var next = job.file.slice(upload.offset, upload.offset + upload.piece);
      body.append("offset", upload.offset);
      body.append("piece", next, "piece");
      job.before = upload.offset;
      job.part = next.size;
      return ask(job, "POST", job.href + "/pieces", body);
    }
    while (upload.offset < job.file.size) upload = await patiently(job, piece);
    job.before = job.file.size;
    await patiently(job, function () { return json(job, "POST", job.href + "/completion", {}); });
  }
  function forget(job) {
    if (job.name) localStorage.removeItem(job.name);
    if (job.href) fetch(job.href + "/removal", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
  }

  function show(job, bytes) {
    var percent = Math.floor(bytes * 100 / Math.max(1, job.file.size));
    job.bar.value = percent;
    job.bar.setAttribute("aria-label", "正在上传，" + percent + "%");
    job.words.textContent = "正在上传 " + part(bytes, job.file.size) + "，" + percent + "%";
    // Not every step is worth interrupting somebody who listens.
    if (percent >= job.told + 25 && percent < 100) {
      job.told = percent - percent % 25;
      say(job.file.name + " 已传 " + job.told + "%");
    }
  }
  function mark(job, words) {
    job.row.classList.toggle("bad", !!words);
    job.state.hidden = !words;
    job.bar.hidden = !!words;
    job.again.hidden = !words || !job.mayRepeat;
    job.stop.textContent = words ? "知道了" : "停止";
    job.stop.setAttribute("aria-label", (words ? "知道了：" : "停止上传：") + job.file.name);
    job.words.textContent = words || "等前面的传完";
  }
  function refuse(job, words, mayRepeat) {
    job.mayRepeat = mayRepeat;
    mark(job, words);
    say(job.file.name + " 没有传：" + words);
  }
  function line(file) {
    var row = landing.querySelector("template").content.firstElementChild.cloneNode(true);
    var job = { file: file, row: row, told: 0, before: 0, part: 0, once: once(), bar: row.querySelector("progress"),
      words: row.querySelector(".sub"), state: row.querySelector(".state"), again: row.querySelector("[data-again]"),
      stop: row.querySelector("[data-stop]") };
    row.querySelector("strong").textContent = file.name;
    job.again.setAttribute("aria-label", "再试：" + file.name);
    job.again.addEventListener("click", function () { start(job); });
    job.stop.addEventListener("click", function () { stop(job); });
    list.append(row);
    mark(job);
    return job;
  }
  function once() {
    return Array.from(crypto.getRandomValues(new Uint8Array(12)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }
  function stop(job) {
    job.isStopped = true;
    if (job.asked) job.asked.abort();
    if (job.wake) job.wake();
    forget(job);
    job.row.remove();
    say(job.file.name + " 不传了");
    input.focus();
  }

  function start(job) {
    job.once = job.mayRepeat ? job.once : once();
    mark(job);
    sending = sending.then(async function () {
      if (job.isStopped) return;
      try {
        if (rules.room === "0") throw no(rules.full);
        show(job, 0);
        await (job.file.size > mostPieces ? inPieces(job) : whole(job));
        if (job.name) localStorage.removeItem(job.name);
        job.row.remove();
        say(job.file.name + " 传好了");
        await showKept();
      } catch (error) {
        // What was stopped is gone from the list; where the line stayed broken, it can be tried again.
        if (!job.isStopped) refuse(job, error.message, !error.isNo);
      }
    });
  }
  function take(files) {
    Array.from(files).forEach(function (file, index) {
      var job = line(file);
      if (file.size > Number(rules.bytes)) return refuse(job, rules.tooLarge);
      // Where a file replaces the one before, several would replace each other.
      if (index > 0 && rules.many === undefined) return refuse(job, rules.full);
      start(job);
    });
  }
  // What lies there now, as the server says; the rest of the page is left alone.
  async function showKept() {
    var answer = await fetch(location.pathname + "?done=application.attach");
    var page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelectorAll("[data-lying]").forEach(function (place) {
      var fresh = page.getElementById(place.dataset.lying);
      if (!fresh) return;
      place.replaceWith(fresh.querySelector("[data-lying]"));
      var mine = document.getElementById(fresh.id).querySelector("[data-upload]");
      var theirs = fresh.querySelector("[data-upload]");
      if (mine && theirs) mine.dataset.room = theirs.dataset.room;
    });
    var note = page.querySelector(".above");
    var old = document.querySelector(".above");
    if (old && note) old.replaceWith(note);
    else if (note) document.querySelector("main .head").after(note);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    delete form.dataset.sent;
    if (input.files.length) take(input.files);
    else say("请先选择文件，或者把文件拖到这里。");
    input.value = "";
  });
  input.multiple = rules.many !== undefined;
  if (!matchMedia("(pointer: coarse)").matches) {
    form.after(Object.assign(document.createElement("p"), { className: "small quiet",
      textContent: "也可以把文件拖到这一栏里" + (input.multiple ? "，一次可以选几个、拖几个。" : "。") }));
  }
  panel.addEventListener("dragover", function (event) {
    if (Array.from(event.dataTransfer.types).indexOf("Files") < 0) return;
    event.preventDefault();
    landing.classList.add("over");
  });
  panel.addEventListener("dragleave", function (event) {
    if (!panel.contains(event.relatedTarget)) landing.classList.remove("over");
  });
  panel.addEventListener("drop", function (event) {
    event.preventDefault();
    landing.classList.remove("over");
    take(event.dataTransfer.files);
  });
  // A phone's camera takes a picture for the slot, where pictures are taken.
  if (matchMedia("(pointer: coarse)").matches && input.accept.indexOf(".jpg") >= 0) {
    var lens = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg", hidden: true });
    lens.setAttribute("capture", "environment");
    var shoot = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "拍照上传" });
    shoot.addEventListener("click", function () { lens.click(); });
    lens.addEventListener("change", function () { take(lens.files); lens.value = ""; });
    form.querySelector("button[type=submit]").after(shoot, lens);
  }
  // What was cut off, so that its owner knows to choose it again.
  Object.keys(localStorage).filter(function (key) { return key.startsWith(store); }).forEach(function (key) {
    fetch(localStorage.getItem(key)).then(function (answer) {
      if (answer.status === 404) localStorage.removeItem(key);
      return answer.ok ? answer.json() : { finished: true };
    }).then(function (upload) {
      if (!upload.finished) say("“" + upload.name + "”上次传到 " + part(upload.offset, upload.size) + "，再选一次同一个文件，接着传。");
    }).catch(function () { /* not connected now: asked again when the file is chosen */ });
  });
});
// A file that falls beside a slot does not take the page away.
if (document.querySelector("[data-upload]")) {
  ["dragover", "drop"].forEach(function (kind) {
    window.addEventListener(kind, function (event) { event.preventDefault(); });
  });
}

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

// Many boxes to tick: one ticks them all, and says how many are.
document.querySelectorAll("form.several").forEach(function (form) {
  var boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
  if (boxes.length < 2) return;
  var all = document.createElement("input");
  var words = document.createElement("span");
  var line = document.createElement("label");
  var place = document.createElement("div");
  all.type = "checkbox";
  line.append(all, words);
  place.className = "field flag";
  place.append(line);
  form.querySelector("table").before(place);
  function show() {
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    words.textContent = "全选（共 " + boxes.length + " 份，已选 " + ticked + " 份）";
  }
  all.addEventListener("change", function () {
    boxes.forEach(function (box) { box.checked = all.checked; });
    show();
  });
  boxes.forEach(function (box) { box.addEventListener("change", show); });
  show();
});
