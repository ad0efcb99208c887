"""What /openapi.json says: addresses of what can be read, and what an act asks for."""
import re, urllib.parse


class Interface:
    def __init__(self, document):
        self.document, self.views, self.acts = document, {}, []
        for path, methods in document["paths"].items():
            if "get" in methods:
                self.views[methods["get"]["operationId"]] = path
            if "post" in methods:
                pattern = re.compile("[^/]+".join(map(re.escape, re.split(r"\{[^}]+\}", path))))
                self.acts.append((pattern, methods["post"]))

    def address(self, name, query=None, **holes):
        """Where an operation that reads is to be found."""
        path = self.views[name].format(
            **{hole: urllib.parse.quote(str(value), safe="") for hole, value in holes.items()})
        return path + ("?" + urllib.parse.urlencode(query) if query else "")

    def act(self, offer):
        """The description of the act that was offered: its name and its address are one."""
        for pattern, act in self.acts:
            if act["operationId"] == offer["name"] and pattern.fullmatch(offer["href"]):
                return act
        raise SystemExit(f"{offer}: /openapi.json has no such act there")

    def body(self, act):
        """Media type and schema of what an act asks for."""
        (kind, content), = act["requestBody"]["content"].items()
        return kind, content["schema"]

    def named(self, reference):
        """A schema that an offer names, as `/openapi.json#/components/schemas/…`."""
        document, pointer = reference.split("#")
        assert document == "/openapi.json", reference
        found = self.document
        for part in pointer.strip("/").split("/"):
            found = found[part]
        return found

    def check_offers(self, answer):
        """Each act that an answer offers, anywhere in it, is described, and so is all it asks for."""
        if isinstance(answer, list):
            for one in answer:
                self.check_offers(one)
        if not isinstance(answer, dict):
            return
        for name, value in answer.items():
            if name == "acts" and isinstance(value, list):
                for offer in value:
                    self.described(offer)
            else:
                self.check_offers(value)

    def described(self, offer):
        """The schemas of what is sent, and of the answers that a package asks for."""
        kind, schema = self.body(self.act(offer))
        if "answers" not in schema["properties"]:
            return kind, schema, None
        if "schema" not in offer:
            raise SystemExit(f"{offer} does not say what is to be answered")
        return kind, schema, self.named(offer["schema"]["$ref"])

    def check(self, offer, body, files):
        """What is sent is what is asked for: no field missing that is required, none unknown."""
        kind, schema, answers = self.described(offer)
        self.hold({**body, **files}, schema, offer["name"])
        if answers:
            self.hold(body["answers"], answers, offer["name"])
        return kind

    @staticmethod
    def hold(sent, schema, name):
        missing = set(schema.get("required", [])) - set(sent)
        unknown = set(sent) - set(schema["properties"])
        if missing or unknown:
            raise SystemExit(f"{name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
