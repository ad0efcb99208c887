#!/usr/bin/env python3
"""Asks everything /openapi.json says of a running demo, as each role, with any values at all.

    Tests/Contract/run.py BRANDPILOT SCHEMATHESIS [--examples N] [--role ROLE]

Every answer must be documented and of the documented shape, and none may be a fault of ours. Each
role gets a demo of its own, for what one does must not be in the way of the next.
"""
import argparse, base64, hmac, json, os, signal, socket, struct, subprocess, sys, tempfile, time
import urllib.request

CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,"
          "response_schema_conformance")
# Ends the session that asks; busy is an answer of its own (one look at the chain at a time).
LEAVING = ["/api/v1/session/end", "/api/v1/sessions/{session}/end", "/api/v1/account/closure",
           "/api/v1/members/handover"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def post(base, path, body):
    request = urllib.request.Request(base + path, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=30))


def code(secret, at):
    """RFC 6238, for those who have a second factor."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sign_in(base, account):
    body = {"name": account["name"], "password": account["password"]}
    if account["totp"]:
        body["totp"] = code(account["totp"], time.time())
    return post(base, "/api/v1/session", body)["token"]


def run(args, account, folder):
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
        command = [args.schemathesis, "run", base + "/openapi.json", "--checks", CHECKS,
                   "--max-examples", str(args.examples), "--phases", "examples,coverage,fuzzing",
                   "--seed", "1", "--no-shrink", "--warnings", "off", "--request-timeout", "30",
                   "--suppress-health-check", "all"]
        for path in LEAVING:
            command += ["--exclude-path", path]
        if account:
            command += ["--header", f"Authorization: Bearer {sign_in(base, account)}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("brandpilot"), p.add_argument("schemathesis")
    p.add_argument("--examples", type=int, default=8)
    p.add_argument("--role", help="only this one")
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
        for role, account in [("stranger", None)] + sorted(people.items()):
            if args.role and role != args.role:
                continue
            status, said = run(args, account, folder)
            calls = [l.strip() for l in said.splitlines() if "generated" in l or "Test cases" in l]
            print(f"{role}: {'passed' if status == 0 else 'FAILED'} {' '.join(calls)}", flush=True)
            if status:
                failed += 1
                print(said[-6000:])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
