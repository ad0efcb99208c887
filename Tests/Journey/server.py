"""A demo on a data folder that can be killed at any moment and started again on it."""
import os, signal, socket, subprocess, time, urllib.request


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, binary, folder, moment):
        self.binary, self.data, self.moment = binary, os.path.join(folder, "data"), moment
        self.accounts = os.path.join(folder, "accounts.json")
        self.log = os.path.join(folder, "log")
        self.port, self.process, self.starts = free_port(), None, 0

    def start(self, moment=None):
        self.moment = moment or self.moment
        self.starts += 1
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "demo", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
                 "--today", self.moment, "--accounts", self.accounts, "--limit-handler", "600"],
                stdout=log, stderr=log)
        # A guard against standing still for ever, far beyond what a busy machine takes.
        for _ in range(6000):
            if self.process.poll() is not None:
                raise SystemExit(f"the demo ended with {self.process.returncode}: {self.tail()}")
            if self.is_ready():
                return
            time.sleep(0.02)
        raise SystemExit("the demo does not come up")

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=30) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait() != 0:
            raise SystemExit(f"the demo stopped with {self.process.returncode}: {self.tail()}")

    def verify(self):
        done = subprocess.run(
            [self.binary, "verify", "--data", self.data], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"verify: {done.returncode} {done.stdout}{done.stderr}")
        return done.stdout.strip().splitlines()[0]

    def tail(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()[-2000:]
