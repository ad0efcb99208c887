#!/usr/bin/env python3
"""Asks everything /openapi.json says of a running demo, as each role, with any values at all.

Whoever has a second factor signs in with it and confirms with the next code, so that acts behind a
confirmation are reached too; paths are tried with ids that the role can see, and with others. A role
whose confirmed acts all stayed behind the door has failed.

    Tests/Contract/run.py BRANDPILOT SCHEMATHESIS [--examples N] [--role ROLE]...

Every answer must be documented and of the documented shape, and none may be a fault of ours. Each
role gets a demo of its own, for what one does must not be in the way of the next.
"""
import argparse, base64, concurrent.futures, hmac, json, os, re, signal, socket, struct, subprocess
import sys, tempfile, time
import urllib.error, urllib.request

CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,"
          "response_schema_conformance")
# End the session that asks, or seat it elsewhere, where it is not confirmed: asked last.
LEAVING = ["/api/v1/session/end", "/api/v1/sessions/{session}/end", "/api/v1/account/closure",
           "/api/v1/members/handover", "/api/v1/enterprises", "/api/v1/session/organisation"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def call(base, path, body=None, token=None):
    fields = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        fields["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(base + path, data, fields)
    return json.load(urllib.request.urlopen(request, timeout=30))


def code(secret, at):
    """RFC 6238, for those who have a second factor."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sign_in(base, account):
    """Signed in and confirmed: each code is good for once, so the first is that of a moment ago."""
    now = time.time()
    proof = lambda at: {"totp": code(account["totp"], at)} if account["totp"] else {}
    body = {"name": account["name"], "password": account["password"], **proof(now - 30)}
    token = call(base, "/api/v1/session", body)["token"]
    call(base, "/api/v1/session/confirmation",
         {"password": account["password"], **proof(now)}, token)
    return token


def seen(base, document, token):
    """What this reader sees of things that stand in paths: by the path's parameter, its first."""
    places = {}
    patterns = [(re.compile("^" + re.sub(r"\\{[^}]+\\}", "([^/?]+)", re.escape(path[7:])) + "(?:[/?]|$)"),
                 re.findall(r"\{([^}]+)\}", path))
                for path in document["paths"] if "{" in path and path.startswith("/api/v1/")]
    kinds = {"members": "membership", "invitations": "invitation", "sessions": "session",
             "records": "record", "checks": "check", "roles": "membership"}

    # Where something is begun stands beside the ids, and is none: /batches/new is no batch.
    plain = {path[7:] for path in document["paths"] if "{" not in path}

    def look(value, kind=None):
        if isinstance(value, dict):
            if kind and isinstance(value.get("id"), str):
                places.setdefault(kind, value["id"])
            for name, item in value.items():
                look(item, kinds.get(name, kind if name == "items" else None))
        elif isinstance(value, list):
            for item in value:
                look(item, kind)
        elif isinstance(value, str) and value.startswith("/") and value.split("?")[0] not in plain:
            for pattern, names in patterns:
                found = pattern.match(value)
                if found:
                    for name, place in zip(names, found.groups()):
                        places.setdefault(name, place)

    def ask(path):
        try:
            answer = call(base, path, token=token)
        except urllib.error.HTTPError:
            return
        if path.endswith("/organisations?kind=enterprise") and answer.get("items"):
            places.setdefault("organisation", answer["items"][0]["id"])
        look(answer, "session" if path.endswith("/sessions") else None)

    ask("/api/v1/organisations?kind=enterprise")
    for path, methods in document["paths"].items():
        said = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        # Of what is a file, such as a table or a letter to fill in, nothing has an id.
        if "{" not in path and path.startswith("/api/v1/") and "application/json" in said:
            ask(path)
    if "organisation" in places:
        for what in ("", "/facts", "/dossier"):
            ask(f"/api/v1/organisations/{places['organisation']}{what}")
    return {"sequence": "1", "slot": "licence", **places}


def with_examples(document, places):
    for methods in document["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path" and parameter["name"] in places:
                    parameter["example"] = places[parameter["name"]]
    return document


def open_to(document, role):
    """What this role is let into beyond anyone. What keeps one out keeps all others out alike: that,
    and what is open to anyone, is asked as somebody without a seat, and as a stranger."""
    if role in ("stranger", "nobody"):
        return document
    doors = {role, "signedIn"}
    paths = {}
    for path, methods in document["paths"].items():
        kept = {method: operation for method, operation in methods.items()
                if doors & set(operation["x-audience"].split())}
        if kept:
            paths[path] = kept
    return {**document, "paths": paths}


def reached(document, har):
    """Of the operations behind a confirmation that this role may do: how many said anything else than
    that they are behind it."""
    behind = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            # What is confirmed for itself alone stays behind the door once another act has used the
            # confirmation up; the permission matrix tries each of those freshly confirmed.
            if operation.get("x-confirmation") and not operation.get("x-confirmation-anew"):
                pattern = re.compile("^" + re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(path)) + "$")
                behind[operation["operationId"]] = (method.upper(), pattern)
    inside, outside = set(), set()
    for entry in json.load(open(har))["log"]["entries"]:
        path = re.sub(r"^https?://[^/]+", "", entry["request"]["url"]).split("?")[0]
        text = entry["response"].get("content", {}).get("text", "")
        if entry["response"].get("content", {}).get("encoding") == "base64":
            text = base64.b64decode(text).decode("utf-8", "replace")
        for name, (method, pattern) in behind.items():
            if entry["request"]["method"] != method or not pattern.match(path):
                continue
            # What says no before it is asked whether this is confirmed tells nothing.
            status = entry["response"]["status"]
            if "confirmationRequired" in text:
                outside.add(name)
            elif status in (200, 409) or status == 422 and "Idempotency-Key" not in text:
                inside.add(name)
    return inside, outside - inside


def run(args, role, account, folder):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    accounts = os.path.join(folder, "accounts.json")
    demo = subprocess.Popen([args.brandpilot, "demo", "--listen", f"127.0.0.1:{port}",
                             "--accounts", accounts, "--log", "off"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(base + "/readyz", timeout=5)
                break
            except OSError:
                time.sleep(0.05)
        document = open_to(call(base, "/openapi.json"), role)
        token = sign_in(base, account) if account else None
        schema, har = os.path.join(folder, "openapi.json"), os.path.join(folder, "calls.har")
        with open(schema, "w") as file:
            json.dump(with_examples(document, seen(base, document, token)), file)
        command = [args.schemathesis, "run", schema, "--url", base, "--checks", CHECKS,
                   "--report", "har", "--report-har-path", har, "--output-sanitize", "false",
                   "--max-examples", str(args.examples), "--phases", "examples,coverage,fuzzing",
                   "--seed", "1", "--no-shrink", "--warnings", "off", "--request-timeout", "30",
                   "--suppress-health-check", "all"]
        if account:
            command += ["--header", f"Authorization: Bearer {token}"]
        ask = lambda paths: subprocess.run(command + paths, cwd=folder, capture_output=True, text=True)
        done = ask([word for path in LEAVING for word in ("--exclude-path", path)])
        inside, outside = reached(document, har) if account else (set(), set())
        said = done.stdout + done.stderr
        if done.returncode == 0:
            done = ask([word for path in LEAVING for word in ("--include-path", path)])
            said += done.stdout + done.stderr
        if outside:
            said += f"\nstayed behind the confirmation: {sorted(outside)}\n"
        return done.returncode or bool(outside), said, len(inside)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("brandpilot"), p.add_argument("schemathesis")
    p.add_argument("--examples", type=int, default=8)
    p.add_argument("--role", action="append", help="only this one, and others named so")
    args = p.parse_args()
    args.brandpilot = os.path.abspath(args.brandpilot)
    args.schemathesis = os.path.abspath(args.schemathesis)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="contract-") as folder:
        # The first demo only tells who there is.
        port, accounts = free_port(), os.path.join(folder, "all.json")
        demo = subprocess.Popen([args.brandpilot, "demo", "--listen", f"127.0.0.1:{port}",
                                 "--accounts", accounts], stdout=subprocess.DEVNULL)
        while not os.path.exists(accounts):
            time.sleep(0.05)
        demo.send_signal(signal.SIGTERM)
        demo.wait()
        people = {}
        for account in json.load(open(accounts)):
            people.setdefault(account["role"] or "nobody", account)
        roles = [(role, account) for role, account in [("stranger", None)] + sorted(people.items())
                 if not args.role or role in args.role]

        def one(pair):
            own = os.path.join(folder, pair[0])
            os.mkdir(own)
            return pair[0], run(args, pair[0], pair[1], own)

        # Two at a time: asking costs more than answering, and both together fill two cores.
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for role, (status, said, inside) in pool.map(one, roles):
                calls = [l.strip() for l in said.splitlines() if "generated" in l or "Test cases" in l]
                print(f"{role}: {'passed' if status == 0 else 'FAILED'} {' '.join(calls)}; "
                      f"{inside} operations reached behind the confirmation", flush=True)
                if status:
                    failed += 1
                    print(said[-6000:])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
