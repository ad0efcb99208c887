#!/usr/bin/env python3
"""A round with very many applications, and the evening before it closes.

  crowded.py pages  [--build DIR] [--cases N]     P7: an enterprise's pages and section saves, beside a small round
  crowded.py evening [--build DIR] [--cases N] [--seconds S]   P12: everybody at once
  crowded.py queue  [--build DIR] [--cases N]     P6, P7: queue and case page of the offices, beside a thousand cases

The demo's own folder is grown by rows as the product writes them: enterprises of one person each with a
session, five drafts each, nine parts filled as 禾欣's draft was filled through the forms, ten attachments a
case (rows alone: nothing here opens them). `evening`: 2 000 people save a part every ten seconds, 50 submit a
second, three upload at 5 MB/s, 1 000 pages a second are read; then the server is killed, and every answer that
was given is looked for in the database.
"""
import argparse, asyncio, collections, hashlib, json, os, random, signal, sqlite3, sys, tempfile, time
import urllib.request

import compare, product
from compare import Server, load

PORT = 18087
DRAFTS = 5  # of each enterprise that is there
FILES = 10  # of each case


def serve(build, folder, accounts=None):
    words = [f"{build}/brandpilot", "demo", "--listen", f"127.0.0.1:{PORT}", "--log", "off", "--data", folder,
             "--today", "2026-11-20T17:50"]
    server = Server(words + (["--accounts", accounts] if accounts else []), PORT, "demo")
    while True:  # it listens before it has played
        try:
            product.Person(PORT, "lihua")
            return server
        except OSError:
            time.sleep(0.1)


def ready():
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz").status == 200
    except OSError:
        return False


def template(script):
    """A draft of 禾欣, filled through the forms and not sent: what every other is a copy of."""
    writer = product.Person(PORT, "lihua")
    number = writer.post("/applications/new", {"kind": "product", "item": "样本"})["number"]
    product.write(writer, number, product.sections(script))
    return number


def token(n):
    return f"p{n}".ljust(43, "x")


def grow(path, number, cases, people, isLean=False):
    """So many applications in the round of `number`, of so many people who are signed in, and of others.

    - isLean: for lists of cases: of many years and all units, of which one in a hundred is under way at each
      stage; what was sent has neither parts nor files.
    """
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous=OFF")
    columns = lambda table: [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    row = lambda table, where: dict(zip(columns(table), base.execute(
        f"SELECT * FROM {table} WHERE {where}").fetchone()))
    case = row("application", f"number = '{number}'")
    own = f"application = {case['id']}"
    parts = base.execute(f"SELECT section, answers FROM application_section WHERE {own}").fetchall()
    slots = [one[0] for one in base.execute(f"SELECT slot FROM application_file WHERE {own}")]
    slots = (slots + ["otherFile"] * FILES)[:FILES]
    declared = base.execute("SELECT package, answers FROM declaration WHERE organisation = ? "
                            "ORDER BY edition DESC", (case["organisation"],)).fetchone()
    round_number = number.rsplit("-", 1)[0]
    taken = {one[0] for one in base.execute("SELECT number FROM application")}
    numbers = (f"{round_number}-{i:07d}" for i in range(1, 10_000_000))
    numbers = (one for one in numbers if one not in taken)
    wall, now, step = int(time.time() * 1000), case["begun"], 1 << 40
    drafts, base_id = [], step
    enterprises = -(-cases // DRAFTS)
    later = ["submitted", "accepted", "recommended", "cultivating", "screening"]
    units = [one[0] for one in base.execute("SELECT id FROM organisation WHERE kind = 'district' ORDER BY id")]
    stages = later + ["ended"] * 95 if isLean else later
    insert = {name: f"INSERT INTO {name} VALUES ({','.join('?' * len(columns(name)))})" for name in
              ("application", "application_section", "application_file", "application_event", "declaration")}
    order = {name: columns(name) for name in insert}
    put = lambda table, values: base.execute(insert[table], [values.get(name) for name in order[table]])
    digest = bytes(32)
    # The register says whose 禾欣's mark is; of others it knows nothing.
    declared = (declared[0], declared[1].replace("10860001", "29990001"))
    for n in range(enterprises):
        person, firm = base_id + 2 * n, base_id + 2 * n + 1
        base.execute("INSERT INTO organisation (id, kind, name, district, credit_code, status, since) "
                     "VALUES (?, 'enterprise', ?, ?, ?, 'active', ?)",
                     (firm, f"上海人山{n}有限公司", case["unit"], f"91310104M{n:09d}", now))
        base.execute("INSERT INTO person (id, login, name, mail, mail_confirmed, phone, totp, password_at, status, since) "
                     "VALUES (?, ?, ?, '', 0, '', ?, ?, 'active', 0)",
                     (person, f"crowd-{n}", f"人{n}", bytes([7]) * 20, wall))
        base.execute("INSERT INTO membership (id, person, organisation, role, since) VALUES (?, ?, ?, 'signatory', ?)",
                     (person, person, firm, now))
        put("declaration", {"organisation": firm, "edition": 1, "package": declared[0], "answers": declared[1],
                            "at": now, "person": person})
        if n < people:
            held = hashlib.sha256(token(n).encode()).digest()
            base.execute("INSERT INTO session (id, hash, form_key, person, organisation, since, seen, until, idle, "
                         "confirmed, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')",
                         (person, held, hashlib.sha256(b"k" + held).digest(), person, firm, wall, wall,
                          wall + 8 * 3_600_000, 7_200_000, wall + 3_600_000))
        for k in range(min(DRAFTS, cases - n * DRAFTS)):
            id, own_number = base_id + step + n * DRAFTS + k, next(numbers)
            sent = n >= people
            stage = stages[(n * DRAFTS + k) % len(stages)] if sent else "draft"
            running = sent and stage != "ended"
            put("application", {**case, "id": id, "number": own_number, "organisation": firm, "stage": stage,
                                "outcome": "notProposed" if stage == "ended" else None,
                                "came_from": "reviewed" if stage == "ended" else None,
                                "unit": units[n % len(units)] if isLean else case["unit"],
                                "due": 20000 + n % 700 if running else None,
                                "edition": 2 if sent else 1, "submitted": now if sent else None,
                                "item": f"产品{n}-{k}"})
            put("application_event", {"application": id, "edition": 1, "at": now, "act": "application.begin",
                                      "to_stage": "draft", "person": person, "seat": firm, "text": ""})
            if sent:
                put("application_event", {"application": id, "edition": 2, "at": now, "act": "application.submit",
                                          "from_stage": "draft", "to_stage": stage, "person": person, "seat": firm,
                                          "text": ""})
            else:
                drafts.append((n, own_number))
            if sent and isLean:
                continue
            for section, answers in parts:
                put("application_section", {"application": id, "section": section, "edition": 1, "answers": answers,
                                            "at": now, "person": person})
            for index, slot in enumerate(slots):
                put("application_file", {"id": id * 16 + index, "application": id, "slot": slot,
                                         "file": f"{id:x}.{index}", "name": f"附件{index}.pdf", "kind": "pdf",
                                         "size": 4096, "digest": digest, "at": now, "person": person,
                                         "scan": "waiting"})
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return drafts, dict(parts)


def pages(a, script):
    """The same enterprise's work in a round of a hundred and in one of very many, in turns."""
    for size in (100, a.cases) * a.turns:
        with tempfile.TemporaryDirectory(prefix="crowded-") as folder:
            server, drafts, parts = begun(a, folder, script, size, 8)
            try:
                who, number = drafts[0]
                for what, path in (("case page", f"/applications/{number}"), ("section", f"/applications/{number}/sections/7"),
                                   ("own list", "/applications"), ("desk", "/desk")):
                    rate, p99, cpu, _ = load(server, "get", 8, 4, path, (token(who),))
                    print(f"{size:7d} {what}: {cpu:.3f} s per 1000, {rate:.0f}/s, p99 {p99:.1f} ms", flush=True)
                a.connections, a.seconds = 8, 4
                answers = json.loads(parts[2])
                before, after = json.dumps({"answers": {**answers, "itemIntroduction": "HOLE"}},
                                           ensure_ascii=False)[1:-1].split("HOLE")
                mine = [one for k, one in enumerate(drafts) if k % DRAFTS == 0][:8]
                lines = [f"{token(n)}\t/api/v1/applications/{own}/sections/2\t1\t{before}\t{after}" for n, own in mine]
                rate, p99, cpu = product.threads(server, "sections", lines, a, folder, len(lines))
                print(f"{size:7d} section saved: {cpu:.3f} s per 1000, {rate:.0f}/s, p99 {p99:.1f} ms", flush=True)
            finally:
                server.stop()


def queue(a, script):
    """What the offices open all day: their queue, their desk, one case, at a thousand cases and at very many."""
    for size in (1000, a.cases) * a.turns:
        with tempfile.TemporaryDirectory(prefix="crowded-") as folder:
            server, _, _ = begun(a, folder, script, size, 0, isLean=True)
            try:
                for login in ("xh-sunli", "xh-zhouwei", "sj-lv"):
                    person = product.Person(PORT, login)
                    case = person.get("/applications?stage=accepted")["items"][0]["number"]
                    for what, path in (("queue", "/applications"), ("one stage", "/applications?stage=accepted"),
                                       ("desk", "/desk"), ("case page", f"/applications/{case}")):
                        rate, p99, cpu, _ = load(server, "get", 8, 3, path, (person.token,))
                        print(f"{size:8d} {login} {what}: {cpu:.3f} s per 1000, {rate:.0f}/s, p99 {p99:.1f} ms",
                              flush=True)
            finally:
                server.stop()


def begun(a, folder, script, cases, people, isLean=False):
    data = os.path.join(folder, "data")
    server = serve(a.build, data)
    number = template(script)
    server.stop()
    started = time.time()
    drafts, parts = grow(os.path.join(data, "brandpilot.db"), number, cases, people, isLean)
    started, grown = time.time(), time.time() - started
    server = serve(a.build, data)
    answers = time.time() - started
    while not ready():  # it goes on looking at the database after it has begun to answer
        time.sleep(0.2)
    print(f"{cases:7d} cases grown in {grown:.0f} s, served after {answers:.1f} s, "
          f"looked through after {time.time() - started:.1f} s", flush=True)
    server.data = data
    return server, drafts, parts


class Evening:
    """Everything that was asked, when it was answered, and with what."""

    def __init__(self):
        self.took, self.wrong = collections.defaultdict(list), collections.Counter()
        self.saved, self.sent, self.kept = {}, set(), collections.Counter()

    async def ask(self, what, wires, head, body=b"", fits=(200, 304)):
        """One connection of a pool, kept open; how long from the question to the whole answer."""
        start = time.perf_counter()
        while True:
            kept = bool(wires)
            try:
                reader, writer = wires.pop() if kept else await asyncio.open_connection("127.0.0.1", PORT)
                writer.write(head.encode() + b"Host: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n" % (PORT, len(body))
                             + body)
                answer = await reader.readuntil(b"\r\n\r\n")
                status = int(answer[9:12])
                length = [int(l.split(b":")[1]) for l in answer.split(b"\r\n")
                          if l.lower().startswith(b"content-length")]
                text = await reader.readexactly(length[0]) if length else b""
                break
            except (OSError, asyncio.IncompleteReadError) as error:
                if kept:  # it had been idle for so long that the server has closed it: once more, the same key
                    continue
                self.wrong[what, type(error).__name__] += 1
                return None
        self.took[what].append((time.perf_counter() - start) * 1000)
        if status not in fits:
            self.wrong[what, status] += 1
            if self.wrong[what, status] <= 2:
                print("  ", what, status, text[:300].decode("utf-8", "replace"))
        wires.append((reader, writer))
        return status, text


def post(path, who, kind="application/json"):
    key = random.getrandbits(64)
    return (f"POST /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {token(who)}\r\nContent-Type: {kind}\r\n"
            f"Idempotency-Key: {key:x}\r\n")


async def every(seconds, until, act):
    """Again and again at its times, whether or not the last one has been answered."""
    at, tasks = time.perf_counter() + random.random() * seconds, set()
    while at < until:
        await asyncio.sleep(max(0, at - time.perf_counter()))
        task = asyncio.create_task(act())
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        at += seconds
    if tasks:
        await asyncio.gather(*tasks)


async def play(a, drafts, parts):
    seen, until, wires = Evening(), time.perf_counter() + a.seconds, []
    answers = json.loads(parts[2])
    own = collections.defaultdict(list)
    for who, number in drafts:
        own[who].append(number)
    # The first draft of each is written on; the others wait to be sent.
    waiting = [(who, number) for who, numbers in own.items() for number in numbers[1:]]
    random.shuffle(waiting)

    async def save(who):
        number = own[who][0]
        edition = seen.saved.get(number, 1)
        body = json.dumps({"edition": edition, "answers": {**answers, "itemIntroduction": f"第 {edition} 版"}},
                          ensure_ascii=False).encode()
        said = await seen.ask("save", wires, post(f"/applications/{number}/sections/2", who), body)
        if said and said[0] == 200:
            seen.saved[number] = json.loads(said[1])["edition"]

    async def submit():
        if not waiting:
            return
        who, number = waiting.pop()
        said = await seen.ask("submit", wires, post(f"/applications/{number}/submission", who), b'{"agreed":true,"edition":1}')
        if said and said[0] == 200:
            seen.sent.add(number)

    signed = lambda who: f"Cookie: session={token(who)}\r\n"
    public = ["/", "/rounds", "/lists", "/check", "/contacts", "/notices", "/forms"]

    async def read():
        if random.random() < 0.9:
            await seen.ask("public page", wires, f"GET {random.choice(public)} HTTP/1.1\r\n")
        else:
            who = random.randrange(len(own))
            await seen.ask("own page", wires, f"GET /applications/{own[who][0]} HTTP/1.1\r\n{signed(who)}")

    async def upload(lane):
        """Five megabytes a second, in files of five: each by somebody else, so that nobody is braked."""
        content = product.PDF + random.randbytes(5_000_000)
        head = (b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
                b"Content-Type: application/pdf\r\n\r\n")
        body = head + content + b"\r\n--b--\r\n"
        who = lane
        while time.perf_counter() < until:
            start = time.perf_counter()
            number = own[who][0]
            said = await seen.ask("upload", wires, post(f"/applications/{number}/files/otherFile", who,
                                                        "multipart/form-data; boundary=b"), body, (200, 409))
            if said and said[0] == 200:
                seen.kept[number] += 1
            who = (who + 3) % len(own)
            await asyncio.sleep(max(0, 1 - (time.perf_counter() - start)))

    await asyncio.gather(*[every(10, until, lambda who=who: save(who)) for who in own],
                         *[every(1, until, submit) for _ in range(50)],
                         *[every(1 / 20, until, read) for _ in range(50)], *[upload(lane) for lane in range(3)])
    return seen


def evening(a, script):
    with tempfile.TemporaryDirectory(prefix="crowded-") as folder:
        server, drafts, parts = begun(a, folder, script, a.cases, 2000)
        before = server.cpu()
        seen = asyncio.run(play(a, drafts, parts))
        cpu, memory = server.cpu() - before, server.memory()
        for pid in server.pids():
            os.kill(pid, signal.SIGKILL)
        server.process.wait()
        for what, took in sorted(seen.took.items()):
            took.sort()
            print(f"{what}: {len(took)} in {a.seconds} s, p50 {took[len(took) // 2]:.1f} ms, "
                  f"p99 {took[len(took) * 99 // 100]:.1f} ms, worst {took[-1]:.0f} ms")
        print(f"server: {cpu:.0f} s of processor time, {memory:.0f} MB; wrong: {dict(seen.wrong) or 'nothing'}")
        base = sqlite3.connect(os.path.join(server.data, "brandpilot.db"))
        lost = 0
        for number, edition in seen.saved.items():
            kept = base.execute("SELECT s.edition FROM application_section s JOIN application a ON a.id = s.application "
                                "WHERE a.number = ? AND s.section = 2", (number,)).fetchone()[0]
            lost += kept < edition
        for number in seen.sent:
            stage = base.execute("SELECT stage FROM application WHERE number = ?", (number,)).fetchone()[0]
            lost += stage != "submitted"
        for number, count in seen.kept.items():
            kept = base.execute("SELECT count(*) FROM application_file f JOIN application a ON a.id = f.application "
                                "WHERE a.number = ? AND f.size > 4096", (number,)).fetchone()[0]
            lost += max(0, count - kept)
        print(f"after SIGKILL: {len(seen.saved)} drafts, {len(seen.sent)} submissions, "
              f"{sum(seen.kept.values())} uploads looked for, {lost} lost")
        sys.exit(1 if lost or seen.wrong else 0)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("job", choices=["pages", "queue", "evening"]), p.add_argument("--build", default=compare.BUILD)
    p.add_argument("--cases", type=int, default=100_000), p.add_argument("--seconds", type=int, default=180)
    p.add_argument("--turns", type=int, default=2)
    a = p.parse_args()
    script = json.load(open(os.path.join(compare.HERE, "..", "..", "Seeds", "demo", "script.json")))
    {"pages": pages, "queue": queue, "evening": evening}[a.job](a, script)


if __name__ == "__main__":
    main()
