"""Somebody who asks the portal by JSON alone, and what is done when the portal dies meanwhile."""
import base64, collections, hashlib, hmac, http.client, json, random, struct, threading, time

from interface import Interface

PASSWORD = "Yanshi-2024-pinpai"


Done = collections.namedtuple("Done", "login name path fields body answer")


class Fate:
    """At which acts the server is killed, and when: before they are sent, while they are on their
    way, after they were answered. The same for the same seed."""

    def __init__(self, seed, kills, acts):
        dice = random.Random(seed)
        self.at = {}
        for place in sorted(dice.sample(range(1, acts + 1), kills)):
            how = dice.choice(["before", "during", "during", "after"])
            # How far an act has come, as part of the time that the last one took.
            self.at[place] = how, dice.uniform(0, 1.2)
        self.done = []


class World:
    """The server, what it says of itself, and what has been acknowledged."""

    def __init__(self, server, fate, run):
        self.server, self.fate, self.run = server, fate, run
        self.acknowledged, self.counted, self.took = [], 0, 0.01
        status, body = self.send("GET", "/openapi.json", {}, None)
        assert status == 200
        self.interface = Interface(json.loads(body))

    def secret(self, login, way):
        """Of the second factor, for who has one; the pool's stands in no list."""
        if way == "pool":
            return hmac.new(b"brandpilot demo", login.encode(), hashlib.sha256).digest()[:20]
        with open(self.server.accounts, encoding="utf-8") as file:
            known = {one["name"]: one["totp"] for one in json.load(file)}
        return base64.b32decode(known[login]) if known.get(login) else None

    def send(self, method, path, fields, body):
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        try:
            link.request(method, path, body, fields)
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()

    def post(self, path, fields, body):
        """Sent with its key, and with the same key again until there is an answer."""
        if self.counted not in self.fate.at:
            began = time.monotonic()
            answer = self.send("POST", path, fields, body)
            self.took = time.monotonic() - began
            return answer
        how, part = self.fate.at.pop(self.counted)
        first = None
        if how == "before":
            self.server.kill()
        timer = threading.Timer(self.took * part, self.server.kill)
        if how == "during":
            timer.start()
        try:
            first = self.send("POST", path, fields, body)
        except (OSError, http.client.HTTPException):
            pass
        if how == "during":
            timer.join()
        if how == "after":
            self.server.kill()
        self.server.start()
        again = self.send("POST", path, fields, body)
        self.fate.done.append((how, path, first is not None))
        if first is not None and first[0] == 200:
            self.hold(path, json.loads(first[1]), again)
        return again

    def repeat(self):
        """All that was done, sent once more with its key, when everything has long moved on."""
        for done in self.acknowledged:
            self.hold(done.path, done.answer, self.send("POST", done.path, done.fields, done.body))

    @staticmethod
    def hold(path, first, again):
        """The same answer, save for what is told only once. The code of an objection is told again."""
        told = json.loads(again[1])
        if (again[0] != 200 or told != {name: first.get(name) for name in told}
                or told.get("code") != first.get("code")):
            raise SystemExit(f"{path}: answered {first}, and then {again}")


class Person:
    """Of the cast, of the expert pool, or of the public, who need not sign in."""

    def __init__(self, world, login, way="cast"):
        self.world, self.login, self.way = world, login, way
        self.secret = world.secret(login, way)
        self.step, self.token, self.is_confirmed = 0, None, False

    def code(self):
        """RFC 6238; each code is good for once, so every one is of a later half minute."""
        self.step = max(self.step + 1, int(time.time()) // 30)
        while self.step > int(time.time()) // 30 + 1:
            time.sleep(1)
        digest = hmac.new(self.secret, struct.pack(">Q", self.step), "sha1").digest()
        offset = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"

    def fields(self, **more):
        return {"Authorization": f"Bearer {self.token}", **more} if self.token else more

    def ask(self, path, body):
        """A post that is no act of the line: signing in, confirming."""
        status, answer = self.world.send(
            "POST", path, self.fields(**{"Content-Type": "application/json"}),
            json.dumps(body).encode())
        if status != 200:
            raise SystemExit(f"{self.login} POST {path}: {status} {answer.decode()}")
        return json.loads(answer)

    def enter(self):
        self.token = None
        if self.way == "cast":
            self.token = self.ask("/api/v1/cast/session", {"login": self.login})["token"]
        else:
            self.token = self.ask("/api/v1/session", {
                "name": self.login, "password": PASSWORD, "totp": self.code()})["token"]

    def confirm(self):
        factor = {"totp": self.code()} if self.secret else {}
        self.ask("/api/v1/session/confirmation", {"password": PASSWORD, **factor})
        self.is_confirmed = True

    def read(self, href):
        if not self.token and self.way != "public":
            self.enter()
        status, answer = self.world.send("GET", href, self.fields(), None)
        if status != 200:
            raise SystemExit(f"{self.login} GET {href}: {status} {answer.decode()}")
        answer = json.loads(answer)
        self.world.interface.check_offers(answer)
        return answer

    def view(self, name, query=None, **holes):
        return self.read(self.world.interface.address(name, query, **holes))

    def offer(self, answer, name, **given):
        """The one act of this name that this answer offers."""
        found = [act for act in answer["acts"] if act["name"] == name
                 and all(act.get(key) == value for key, value in given.items())]
        if len(found) != 1:
            names = sorted({act["name"] for act in answer["acts"]})
            blocked = answer.get("blocked", [])
            raise SystemExit(f"{self.login}: {len(found)} {name} {given} in {names}, {blocked}")
        return found[0]

    def do(self, offer, body=None, files=None):
        """Does what was offered; what the offer itself knows of its content goes with it."""
        body, files = dict(body or {}), files or {}
        act = self.world.interface.act(offer)
        _, schema = self.world.interface.body(act)
        for name in set(schema["properties"]) & set(offer) - set(body):
            body[name] = offer[name]
        kind = self.world.interface.check(offer, body, files)
        kind, data = encoded(kind, body, files)
        if act.get("x-confirmation") and not self.is_confirmed:
            self.confirm()
        self.world.counted += 1
        fields = self.fields(**{
            "Content-Type": kind, "Idempotency-Key": f"{self.world.run}-{self.world.counted}"})
        status, answer = self.world.post(offer["href"], fields, data)
        if status == 403 and json.loads(answer)["code"] == "confirmationRequired":
            # Ten minutes have gone by.
            self.confirm()
            status, answer = self.world.post(offer["href"], fields, data)
        if status != 200:
            raise SystemExit(f"{self.login} {offer['name']}: {status} {answer.decode()}")
        answer = json.loads(answer)
        self.world.acknowledged.append(
            Done(self.login, offer["name"], offer["href"], fields, data, answer))
        return answer

    def act(self, answer, name, body=None, files=None, **given):
        return self.do(self.offer(answer, name, **given), body, files)


def encoded(kind, body, files):
    if kind == "application/json":
        return kind, json.dumps(body, ensure_ascii=False).encode()
    parts = b""
    for name, value in body.items():
        # As OpenAPI 3.1 has it: an object in a form with files is JSON.
        is_text = isinstance(value, str)
        text = value if is_text else json.dumps(value, ensure_ascii=False)
        type_line = "" if is_text else "Content-Type: application/json\r\n"
        parts += f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n{type_line}\r\n{text}\r\n'.encode()
    for name, (filename, data) in files.items():
        parts += (f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
                  "Content-Type: application/pdf\r\n\r\n").encode() + data + b"\r\n"
    return "multipart/form-data; boundary=b", parts + b"--b--\r\n"
