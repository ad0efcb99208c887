#!/usr/bin/env python3
"""Times the product's own acts and pages on a demo, beside PeerShape's durable applications (P3).

  product.py [--build DIR] [--seconds N]

P5: a section of an application and a score sheet are saved by as many people at once, each with the
edition last told and a key of its own. P6: the server's processor time for a thousand pages, and for a
thousand whole submissions. Needs wrk. The machine is never quiet: quote the ratios.
"""
import argparse, json, os, subprocess, tempfile, time, urllib.request

import compare
from compare import Server, load

PDF = (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] "
       b"/Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")


class Person:
    def __init__(self, port, login):
        self.base = f"http://127.0.0.1:{port}"
        self.token = None
        self.token = self.post("/cast/session", {"login": login})["token"]

    def ask(self, method, path, body=None, kind="application/json"):
        fields = {"Content-Type": kind} if body is not None else {}
        if self.token:
            fields["Authorization"] = f"Bearer {self.token}"
        question = urllib.request.Request(self.base + "/api/v1" + path, body, fields, method=method)
        with urllib.request.urlopen(question) as answer:
            return json.load(answer)

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, body):
        return self.ask("POST", path, json.dumps(body).encode())

    def upload(self, path):
        body = (b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
                b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--b--\r\n")
        return self.ask("POST", path, body, "multipart/form-data; boundary=b")

    def page(self, path):
        question = urllib.request.Request(self.base + path, headers={"Cookie": f"session={self.token}"})
        with urllib.request.urlopen(question) as answer:
            return answer.read()

    def confirm(self, account):
        self.post("/session/confirmation", {"password": account["password"]})


def sections(script):
    """What the demo's script answers, with the words of 禾欣 in their holes."""
    words = next(one for one in script["enterprises"] if one["key"] == "hexin")
    words = {**words, "enterprise": words["name"], "unit": "徐汇区市场监管局", "markNo": "10860001"}

    def fill(value):
        if isinstance(value, list):
            return [fill(one) for one in value]
        if isinstance(value, dict):
            return {name: fill(one) for name, one in value.items()}
        if isinstance(value, str):
            for back in (1, 2, 3):
                if value == "{year-%d}" % back:
                    return 2026 - back
            for name, word in words.items():
                value = value.replace("{%s}" % name, str(word))
        return value

    return fill(script["answers"]["sections"])


def write(person, number, answers):
    for section, new in answers.items():
        path = f"/applications/{number}/sections/{section}"
        person.page(path)
        now = person.get(path)
        known = {name: answer for name, answer in now["answers"].items() if name != "honours"}
        person.post(path, {"edition": now["edition"], "answers": {**known, **new}})
    for slot in ("licenceFile", "trademarkFile", "financeFile", "creditFile"):
        person.upload(f"/applications/{number}/files/{slot}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=compare.BUILD), p.add_argument("--seconds", type=int, default=5)
    p.add_argument("--connections", type=int, default=32)
    a = p.parse_args()
    script = json.load(open(os.path.join(compare.HERE, "..", "..", "Seeds", "demo", "script.json")))
    with tempfile.TemporaryDirectory(prefix="product-") as folder:
        base = os.path.join(folder, "peer.db")
        compare.seed(base)
        peer = Server([f"{a.build}/PeerShape", "--listen", "127.0.0.1:18083", "--db", base], 18083, "P3")
        accounts = os.path.join(folder, "accounts.json")
        demo = Server([f"{a.build}/brandpilot", "demo", "--listen", "127.0.0.1:18086", "--log", "off",
                       "--today", "2026-11-20T17:50", "--accounts", accounts], 18086, "demo")
        while not os.path.exists(accounts):  # it listens before it has played
            time.sleep(0.05)
        people = {one["name"]: one for one in json.load(open(accounts))}
        try:
            measure(a, folder, peer, demo, people, sections(script), script)
        finally:
            demo.stop(), peer.stop()


def measure(a, folder, peer, demo, people, answers, script):
    writer, signatory = Person(demo.port, "lihua"), Person(demo.port, "wangjianguo")
    drafts = [writer.post("/applications/new", {"kind": "product", "item": f"产品{n}"})["number"]
              for n in range(a.connections)]
    lines = []
    for number in drafts:
        section = {**answers["2"], "itemKind": "product", "itemName": number}
        text = json.dumps({"answers": {**section, "itemIntroduction": "HOLE"}}, ensure_ascii=False)
        before, after = text[1:-1].split("HOLE")
        edition = writer.get(f"/applications/{number}/sections/2")["edition"]
        lines.append(f"{writer.token}\t/api/v1/applications/{number}/sections/2\t{edition}\t{before}\t{after}")
    for _ in range(2):
        rate, p99, cpu, _ = load(peer, "apply", a.connections, a.seconds)
        print(f"P3 {a.connections}: {rate:.0f}/s, p99 {p99:.1f} ms, CPU {cpu:.3f} s per 1000")
        saved = threads(demo, "sections", lines, a, folder)
        print(f"P5 section {a.connections}: {saved[0]:.0f}/s, p99 {saved[1]:.1f} ms, CPU {saved[2]:.3f} s "
              f"per 1000; {saved[0] / rate:.2f} x P3", flush=True)
        # Each draft is at another edition now.
        lines = [line.split("\t") for line in lines]
        for line, number in zip(lines, drafts):
            line[2] = str(writer.get(f"/applications/{number}/sections/2")["edition"])
        lines = ["\t".join(line) for line in lines]
    pages(a, demo)
    sheet(a, demo, folder, script)
    submissions(a, demo, writer, signatory, people, answers)


def threads(server, script, lines, a, folder, count=None):
    """As `load`, with a thread to each connection, for what must remember what it was told."""
    count = count or a.connections
    told = os.path.join(folder, "lines")
    with open(told, "w") as file:
        file.write("\n".join(lines) + "\n")
    both = os.path.join(folder, "both.lua")
    with open(both, "w") as file:
        for name in (script, "report"):
            file.write(open(os.path.join(compare.HERE, "wrk", name + ".lua")).read())
    before = server.cpu()
    said = subprocess.run(["wrk", f"-t{count}", f"-c{count}", f"-d{a.seconds}s", "-s", both,
                           f"http://127.0.0.1:{server.port}", "--", told], capture_output=True, text=True)
    line = [l for l in said.stdout.splitlines() if l.startswith("RESULT")]
    requests, micros, p99, refused, broken = map(int, line[0].split()[1:])
    if refused or broken:
        print(f"   {refused} refused, {broken} broken")
    return requests / micros * 1e6, p99 / 1000, (server.cpu() - before) * 1000 / requests


def pages(a, demo):
    official = Person(demo.port, "sj-lv")
    case = official.get("/applications?stage=publicised")["items"][0]["number"]
    for what, path in (("case page", f"/applications/{case}"), ("desk", "/desk"),
                       ("list of cases", "/applications")):
        size = len(official.page(path))
        rate, p99, cpu, _ = load(demo, "get", 16, a.seconds, path, (official.token,))
        print(f"P6 {what} ({size >> 10} KB): {cpu:.3f} s per 1000, {rate:.0f}/s, p99 {p99:.1f} ms", flush=True)


def sheet(a, demo, folder, script):
    expert = Person(demo.port, "zj-xu")
    given = script["answers"]["sheet"]
    lines = []
    for call in expert.get("/desk")["items"]:
        if not call["href"].startswith("/reviews/"):
            continue
        review = call["href"].removeprefix("/reviews/")
        expert.post(f"/reviews/{review}/pledge", {"conflict": "none", "agreed": True})
        text = json.dumps({"scores": given["scores"], "answers": {**given["answers"], "comment": "HOLE"}},
                          ensure_ascii=False)
        before, after = text[1:-1].split("HOLE")
        edition = expert.get(f"/reviews/{review}")["edition"]
        lines.append(f"{expert.token}\t/api/v1/reviews/{review}/sheet\t{edition}\t{before}\t{after}")
        path = f"/reviews/{review}"
    saved = threads(demo, "sections", lines, a, folder, len(lines))
    print(f"P5 score sheet {len(lines)}: {saved[0]:.0f}/s, p99 {saved[1]:.1f} ms, CPU {saved[2]:.3f} s per 1000")
    rate, p99, cpu, _ = load(demo, "get", 16, a.seconds, path, (expert.token,))
    print(f"P6 a sheet opened and saved: {cpu + saved[2]:.3f} s per 1000")


def submissions(a, demo, writer, signatory, people, answers):
    signatory.confirm(people["wangjianguo"])
    before, count = demo.cpu(), 12  # more uploads in an hour are braked
    for n in range(count):
        number = writer.post("/applications/new", {"kind": "product", "item": f"整件{n}"})["number"]
        write(writer, number, answers)
        writer.page(f"/applications/{number}")
        signatory.post(f"/applications/{number}/submission", {"agreed": True, "edition": 1})
    print(f"P6 a whole submission: {(demo.cpu() - before) * 1000 / count:.2f} s per 1000")


if __name__ == "__main__":
    main()
