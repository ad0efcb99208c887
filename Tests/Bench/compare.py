#!/usr/bin/env python3
"""Times PeerShape beside other servers, in turns within one run, and prints ratios.

  compare.py page  --nginx                     P1: a page of 20 KB from memory
  compare.py list  --go PROGRAM                P2: brands by name, without and with total
  compare.py apply --go PROGRAM                P3: durable applications
  compare.py score --go PROGRAM                P4: durable scores
  compare.py upload | start                    P8: memory of an upload; P9: start with a million cases

PROGRAM takes -addr and -db and, for P3 and P4, -mode group (for P2 -mode plain). Needs wrk; --nginx needs
nginx. Without a peer our own figures are printed alone. The machine is never quiet: quote the ratios.
"""
import argparse, os, random, shutil, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(HERE, "..", "..", ".build", "release")  # or --build
TICK = os.sysconf("SC_CLK_TCK")


def seed(path):
    """Ten thousand brands, a thousand applications, forty reviewers with a hundred each."""
    for end in ("", "-wal", "-shm"):
        if os.path.exists(path + end):
            os.unlink(path + end)
    base, dice = sqlite3.connect(path), random.Random(2026)
    base.executescript("""
      PRAGMA journal_mode=WAL;
      CREATE TABLE brand (id INTEGER PRIMARY KEY, name TEXT NOT NULL, org TEXT NOT NULL,
        category TEXT NOT NULL, region INT NOT NULL, year INT NOT NULL, score REAL NOT NULL);
      CREATE TABLE application (id INTEGER PRIMARY KEY, brand TEXT NOT NULL, org TEXT NOT NULL,
        credit_code TEXT NOT NULL, category TEXT NOT NULL, region INT NOT NULL, year INT NOT NULL,
        created_at INT NOT NULL, form TEXT NOT NULL);
      CREATE INDEX application_code ON application (credit_code, year);
      CREATE TABLE assignment (reviewer_id INT NOT NULL,
        application_id INT NOT NULL REFERENCES application (id),
        PRIMARY KEY (reviewer_id, application_id)) WITHOUT ROWID;
      CREATE TABLE score (id INTEGER PRIMARY KEY,
        application_id INT NOT NULL REFERENCES application (id), reviewer_id INT NOT NULL,
        total INT NOT NULL, marks TEXT NOT NULL, comment TEXT NOT NULL, created_at INT NOT NULL);
      CREATE INDEX score_app ON score (application_id, reviewer_id);""")
    signs = "海山云江龙华星金玉泰和兴源丰盛宝康达安福明光东西南北春秋天地"
    kinds = ["manufacturing", "agriculture", "services", "culture", "technology"]
    word = lambda n: "".join(dice.choices(signs, k=n))
    base.executemany(
        "INSERT INTO brand (name, org, category, region, year, score) VALUES (?,?,?,?,?,?)",
        [(f"{word(dice.randint(2, 4))}-{i:05d}", word(4) + "有限公司", dice.choice(kinds),
          dice.randint(1, 31), dice.randint(2020, 2026), round(dice.uniform(60, 100), 2))
         for i in range(1, 10001)])
    base.executemany(
        "INSERT INTO application (brand, org, credit_code, category, region, year, created_at, form)"
        " VALUES (?,?,?,?,?,?,?,?)",
        [(f"b{i}", f"o{i}", f"{i:018d}", "culture", 1, 2026, 1767225600, "{}") for i in range(1, 1001)])
    base.executemany("INSERT INTO assignment VALUES (?,?)",
                     [(r, 1 + (r * 25 + k) % 1000) for r in range(1, 41) for k in range(100)])
    base.commit()
    base.close()


class Server:
    def __init__(self, words, port, name):
        self.port, self.name = port, name
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit(f"{name} never listened")

    def pids(self):
        kids = open(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read().split()
        return [self.process.pid] + [int(kid) for kid in kids]

    def cpu(self):
        total = 0
        for pid in self.pids():
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def memory(self, key="Pss"):
        lines = [l for pid in self.pids() for l in open(f"/proc/{pid}/smaps_rollup")]
        return sum(int(l.split()[1]) for l in lines if l.startswith(key + ":")) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def load(server, script, connections, seconds, path="", words=()):
    """Requests a second, milliseconds at the 99th percentile, the server's CPU per thousand, its memory."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as both:
        for name in (script, "report"):
            both.write(open(os.path.join(HERE, "wrk", name + ".lua")).read())
        both.flush()
        before = server.cpu()
        said = subprocess.run(
            ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "-s", both.name,
             f"http://127.0.0.1:{server.port}{path}", "--", *words], capture_output=True, text=True)
    line = [l for l in said.stdout.splitlines() if l.startswith("RESULT")]
    if not line:
        sys.exit(said.stdout + said.stderr)
    requests, micros, p99, refused, broken = map(int, line[0].split()[1:])
    if refused or broken:
        print(f"   {server.name}: {refused} refused, {broken} broken", file=sys.stderr)
    return (requests / micros * 1e6, p99 / 1000, (server.cpu() - before) * 1000 / requests,
            server.memory())


def turns(servers, a, script, path="", words=(), fresh=None):
    """Each connection count, each round, each server in turn; then medians and ratios."""
    for connections in a.connections:
        found = {name: [] for name in servers}
        for _ in range(a.rounds):
            for name, make in servers.items():
                if fresh:
                    fresh()
                server = make()
                load(server, script, connections, 1, path, words)
                found[name].append(load(server, script, connections, a.seconds, path, words))
                server.stop()
        report(a.job + "".join(f" {w}" for w in words), connections, found)


def report(job, connections, found):
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in found.items()}
    for name, (rate, p99, cpu, memory) in medians.items():
        rates = sorted(round(row[0]) for row in found[name])
        print(f"{job} {connections} {name}: {rate:.0f}/s ({rates[0]}-{rates[-1]}), "
              f"p99 {p99:.1f} ms, CPU {cpu:.4f} s per 1000, {memory:.0f} MB")
    ours = medians["ours"]
    for name, theirs in medians.items():
        if name != "ours":
            paired = statistics.median(o[0] / t[0] for o, t in zip(found["ours"], found[name]))
            print(f"{job} {connections}: {paired:.2f} x {name} in rate (median of pairs), "
                  f"{theirs[2] / ours[2]:.2f} x in CPU", flush=True)


def page(a, folder):
    body = os.path.join(folder, "www", "p.html")
    os.makedirs(os.path.dirname(body))
    with open(body, "w") as file:
        file.write("<!doctype html><title>p</title><p>" + "上海品牌" * 1704 + "</p>")
    base = os.path.join(folder, "peer.db")
    seed(base)
    servers = {"ours": lambda: Server(
        [f"{BUILD}/PeerShape", "--listen", "127.0.0.1:18083", "--db", base, "--page", body], 18083, "ours")}
    if a.nginx:
        conf = os.path.join(folder, "nginx.conf")
        with open(conf, "w") as file:
            file.write(f"""daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log stderr crit;
              events {{ worker_connections 4096; }}
              http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
                open_file_cache max=100; types {{ text/html html; }}
                server {{ listen 127.0.0.1:18080; root {folder}/www; }} }}""")
        os.chmod(folder, 0o755)
        servers["nginx"] = lambda: Server(["nginx", "-c", conf, "-p", folder], 18080, "nginx")
    turns(servers, a, "page", path="/p.html")


def peers(a, folder, mode):
    base = os.path.join(folder, "peer.db")
    servers = {"ours": lambda: Server(
        [f"{BUILD}/PeerShape", "--listen", "127.0.0.1:18083", "--db", base], 18083, "ours")}
    if a.go:
        servers["Go"] = lambda: Server(
            [a.go, "-addr", "127.0.0.1:18082", "-db", base, "-mode", mode], 18082, "Go")
    for words in ([("0",), ("1",)] if mode == "plain" else [()]):
        turns(servers, a, a.job, words=words, fresh=lambda: seed(base))


def upload(a, folder):
    """Many uploads stand half way: what does each hold in memory?"""
    server = Server([f"{BUILD}/EchoServer", "--listen", "127.0.0.1:18084", "--host", "h",
                     "--folder", folder], 18084, "ours")
    piece = os.urandom(5 << 20)
    head = (b"POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            b"Content-Length: %d\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; "
            b"filename=\"x\"\r\n\r\n" % (len(piece) + 200))
    rows = []
    for count in (0, 50, 100):
        sockets = []
        for _ in range(count):
            wire = socket.create_connection(("127.0.0.1", server.port))
            wire.sendall(head + piece)
            sockets.append(wire)
        time.sleep(0.5)
        rows.append((count, server.memory("Private_Dirty")))
        for wire in sockets:
            wire.close()
        time.sleep(0.5)
    server.stop()
    for count, megabytes in rows:
        print(f"upload: {count} half way, {megabytes:.1f} MB")
    (_, idle), _, (count, full) = rows
    print(f"upload: {(full - idle) * 1024 / count:.0f} KB each")


def start(a, folder):
    """The portal (with one act more) on a million cases' worth of data: milliseconds until ready, after a
    quiet stop and after SIGKILL while changes come in."""
    import hashlib
    data = os.path.join(folder, "data")
    words = [f"{BUILD}/SlipServer", "serve", "--data", data, "--listen", "127.0.0.1:18085"]
    Server(words, 18085, "ours").stop()
    base = os.path.join(data, "brandpilot.db")
    print(f"start: filling {a.cases} entries …", flush=True)
    fill(base, a.cases, hashlib)
    os.unlink(os.path.join(data, "journal.head"))
    print(f"start: database of {os.path.getsize(base) >> 20} MB")
    for how in ("stopped", "killed"):
        times = []
        for _ in range(a.rounds + 1):
            began = time.monotonic()
            server = Server(words, 18085, "ours")
            while True:
                try:
                    wire = socket.create_connection(("127.0.0.1", 18085), 1)
                    wire.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    if b" 200 " in wire.recv(100):
                        break
                except OSError:
                    pass
                time.sleep(0.002)
            times.append((time.monotonic() - began) * 1000)
            memory = server.memory()
            if how == "killed":
                keep_slips(18085, 2)
                log = os.path.getsize(base + "-wal") >> 20
                server.process.kill()
                server.process.wait()
            else:
                server.stop()
        print(f"start, {how} before: {statistics.median(times[1:]):.0f} ms "
              f"({min(times[1:]):.0f}-{max(times[1:]):.0f}), then {memory:.1f} MB"
              + (f"; WAL of {log} MB" if how == "killed" else ""))


def keep_slips(port, seconds):
    """Changes one after the other, each of some 10 KB, cut off in the middle."""
    wire, end = socket.create_connection(("127.0.0.1", port)), time.monotonic() + seconds
    while time.monotonic() < end:
        body = b'{"key":"k%d","text":"%s"}' % (time.monotonic_ns(), b"x" * 3900)
        wire.sendall(b"POST /api/v1/slips HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                     b"Content-Length: %d\r\n\r\n" % len(body) + body)
        wire.recv(4096)


def fill(base, count, hashlib):
    """Journal entries as the portal chains them, with a payload of 1 KB each."""
    database = sqlite3.connect(base)
    sequence, previous = database.execute(
        "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    trigger = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'journal_grows'").fetchone()[0]
    database.execute("DROP TRIGGER journal_grows")
    payload, salt = '{"text":"' + "品" * 340 + '"}', b"0" * 16
    digest = hashlib.sha256(salt + payload.encode()).digest()
    for sequence in range(sequence + 1, sequence + 1 + count):
        texts = ["bench", None, "case.submit", f"case/{sequence}", "提交申报"]
        body = b"".join(b"-\n" if t is None else b"%d:%s\n" % (len(t.encode()), t.encode()) for t in texts)
        link = hashlib.sha256(b"brandpilot journal 1\n" + previous + b"%d\n%d\n" % (sequence, sequence)
                              + body + digest).digest()
        database.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?)",
                         (sequence, sequence, *texts, digest, previous, link))
        database.execute("INSERT INTO journal_payload VALUES (?,?,?)", (sequence, salt, payload))
        previous = link
    database.execute(trigger)
    database.commit()
    database.close()


def main():
    global BUILD
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("job", choices=["page", "list", "apply", "score", "upload", "start"])
    p.add_argument("--go"), p.add_argument("--nginx", action="store_true")
    p.add_argument("--rounds", type=int, default=3), p.add_argument("--seconds", type=int, default=8)
    p.add_argument("--connections", type=lambda t: [int(n) for n in t.split(",")], default=[32, 256])
    p.add_argument("--build", default=BUILD, help="where our programs are")
    p.add_argument("--cases", type=int, default=1_000_000)
    a = p.parse_args()
    BUILD = os.path.abspath(a.build)
    folder = tempfile.mkdtemp(prefix="compare-")
    try:
        jobs = {"page": lambda: page(a, folder), "list": lambda: peers(a, folder, "plain"),
                "apply": lambda: peers(a, folder, "group"), "score": lambda: peers(a, folder, "group"),
                "upload": lambda: upload(a, folder), "start": lambda: start(a, folder)}
        jobs[a.job]()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
