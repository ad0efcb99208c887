#!/usr/bin/env python3
"""One product from a draft to a verified mark, by JSON alone.

    Tests/Journey/journey.py BRANDPILOT [--seed S] [--kills N] [--folder DIR]

The program knows /openapi.json and what each answer offers: it reads operations that need no
address of their own by their names, follows `href`, and does only what stands in `acts`. With
`--kills` the server is killed (SIGKILL) around N of its posts and started again on the same folder;
each such post is sent again with the same key. In the end all of them are sent once more, and the record
must hold every act that was acknowledged exactly once.
"""
import argparse, collections, datetime, hashlib, os, sys, tempfile, time

from contents import CAST_EXPERTS, EXPERTS, Contents, paper
from person import Fate, Person, World
from server import Server

ITEM = "禾欣程序米糕"
FIRST_DAY = "2026-11-20T09:30"
# So many acts make the journey.
ACTS = 65
# Acts that move several cases: besides their own entry each case has one.
BY_CASE = {"commission.entrust", "panel.form", "report.draft", "notice.publish", "list.publish"}
# The history of the case in the end.
LINE = [
    "application.begin", "application.submit", "application.accept", "district.review",
    "honour.verify", "recommendation.propose", "recommendation.approve", "batch.send",
    "plan.takeUp", "commission.entrust", "screening.record", "screening.pass", "panel.form",
    "report.draft", "panel.conclude", "decision.propose", "decision.approve", "notice.publish",
    "objection.reject", "list.publish", "mark.apply", "mark.propose", "mark.license"]


class Journey:
    def __init__(self, world):
        self.world, self.people, self.number = world, {}, None
        self.contents = Contents("hexin", ITEM, FIRST_DAY)

    def who(self, login):
        if login not in self.people:
            way = "pool" if login in EXPERTS.values() else "cast"
            self.people[login] = Person(self.world, login, way)
        return self.people[login]

    def case(self, login):
        return self.who(login).view("application", number=self.number)

    def on_case(self, login, name, body=None, files=None, **given):
        return self.who(login).act(self.case(login), name, body, files, **given)

    # One stage after the other.

    def write(self):
        writer = self.who("lihua")
        dossier = writer.view("dossier", organisation=writer.view("account")["seat"])
        begun = writer.act(
            dossier, "application.begin", {"kind": self.contents.kind, "item": ITEM})
        self.number = begun["number"]
        sections = self.contents["sections"]
        sections["5"]["honours"] = self.contents["honours"]
        sections["5"]["standards"] = self.contents["standards"]
        for number, answers in sections.items():
            offer = writer.offer(
                self.case("lihua"), "application.write", section=int(number))
            known = writer.read(offer["href"])["answers"]
            # What the dossier has filled in already is not sent again.
            if known != {**known, **answers}:
                writer.do(offer, {"answers": {**known, **answers}})
        for slot in ("licenceFile", "trademarkFile", "financeFile", "creditFile"):
            self.on_case("lihua", "application.attach", slot=slot,
                         files={"file": (f"{slot}.pdf", paper(f"JOURNEY {slot}"))})
        self.on_case("wangjianguo", "application.submit", {"agreed": True})

    def recommend(self):
        self.on_case("xh-sunli", "application.accept")
        self.on_case("xh-sunli", "district.review", {"answers": self.contents["review"]})
        for honour in self.case("xh-sunli")["honours"]:
            self.on_case("xh-sunli", "honour.verify", {
                "honour": honour["honour"], "verdict": "verified",
                "variant": next(one["variant"] for one in honour["variants"]
                                if one["variant"] == "mayorQualityAward"),
                "basis": "announcement", "evidence": "沪府发文件，与获奖名单核对一致。"})
        self.on_case("xh-sunli", "recommendation.propose", {
            "decision": "recommend", "opinion": "材料齐全，符合四项条件，予以推荐。"})
        self.on_case("xh-zhouwei", "recommendation.approve")
        approver = self.who("xh-zhouwei")
        round_number = self.case("xh-zhouwei")["round"]
        approver.act(approver.view("desk"), "batch.send", {"number": round_number}, round=round_number)
        self.on_case("xh-sunli", "plan.takeUp", {"measure": "请品牌培育工作站辅导，建立品牌管理制度。"})

    def entrust(self):
        handler, approver = self.who("sj-lv"), self.who("sj-shi")
        seen = handler.view("commissions")
        body = next(one["body"] for one in seen["bodies"] if one["name"].startswith("上海质品"))
        round_number = self.case("sj-lv")["round"]
        asked = handler.act(seen, "commission.propose", {
            "body": body, "note": "申请材料初筛和专家评审。"}, round=round_number)
        mine = next(
            one for one in approver.view("commissions")["items"] if one["id"] == asked["id"])
        approver.act(mine, "commission.entrust")

    def screen(self):
        self.on_case("zp-yang", "screening.record", {"answers": self.contents["screening"]})
        self.on_case("zp-zhu", "screening.pass")

    def panel_of(self, login):
        person = self.who(login)
        item = next(one for one in person.view("panels")["items"] if one["id"] == self.panel)
        return person.read(item["href"])

    def review(self):
        secretary = self.who("zp-qin")
        formed = secretary.act(secretary.view("panels"), "panel.form", {
            "size": 5, "alternates": 2, "cases": [self.number]})
        self.panel = formed["id"]
        drawers = ("sj-shi", "jd-hua")
        nonces = {login: hashlib.sha256(login.encode()).digest() for login in drawers}
        for login in drawers:
            self.who(login).act(self.panel_of(login), "draw.commit", {
                "commitment": hashlib.sha256(nonces[login]).hexdigest()})
        for login in drawers:
            self.who(login).act(self.panel_of(login), "draw.reveal", {"nonce": nonces[login].hex()})
        drawn = [{**CAST_EXPERTS, **EXPERTS}[review["expert"]]
                 for review in self.panel_of("zp-qin")["reviews"]]
        assert len(drawn) == 5, drawn
        # Nobody else's sheet is to be read before all are locked, and then each.
        sheets = self.panel_of("zp-qin")["reviews"]
        require("sheets", [one for one in sheets if "href" in one], [])
        for login in drawn:
            self.score(login)
        for one in self.panel_of("zp-qin")["reviews"]:
            require("sheet", secretary.read(one["href"])["state"], "locked")
        secretary.act(self.panel_of("zp-qin"), "report.draft", {
            "opinion": "评审组独立评分、集体讨论，意见一致。",
            "cases": {self.number: "标准水平和品牌基础较好，建议列入。"}})
        for login in drawn:
            self.who(login).act(self.panel_of(login), "report.sign")

    def score(self, login):
        expert = self.who(login)
        expert.act(self.panel_of(login), "review.accept")

        def sheet():
            own, = (one for one in self.panel_of(login)["reviews"]
                    if one["number"] == self.number)
            return expert.read(own["href"])
        expert.act(sheet(), "review.pledge", {"conflict": "none", "agreed": True})
        filled = self.contents["sheet"]
        unknown = set(filled["scores"]) - {item["id"] for item in sheet()["items"]}
        assert not unknown, unknown
        expert.act(sheet(), "sheet.save", filled)
        expert.act(sheet(), "sheet.lock", {"agreed": True})

    def publicise(self):
        self.on_case("sj-lv", "decision.propose", {
            "decision": "list", "text": "专家评审达到合格分数，建议列入公示。"})
        self.on_case("sj-shi", "decision.approve")
        approver = self.who("sj-shi")
        call = approver.view("round", number=self.case("sj-shi")["round"])
        published = approver.act(call, "notice.publish", {
            "channel": "质量发展处，电话 021-00000000", "number": self.case("sj-shi")["round"]})
        return published["id"], published["endsOn"]

    def object(self, notice):
        public = Person(self.world, "visitor", "public")
        # The demo sends it as a form does, with words for yes and no.
        objection = {**self.contents["objection"], "confidential": True}
        public.act(public.view("notice", notice=notice), "objection.file", {
            "number": self.number, "answers": objection},
            {"evidenceFile": ("证据.pdf", paper("JOURNEY EVIDENCE"))})
        found, = (one for one in self.who("sj-gu").view("objections")["items"]
                  if one["application"] == self.number)

        def seen(login):
            return self.who(login).view("objection", objection=found["id"])
        self.who("sj-gu").act(seen("sj-gu"), "objection.propose", {
            "conclusion": "rejected", "reason": "经核查，标注的是标准的新编号，是同一项。"})
        # Whoever had a hand in the case does not decide: it is offered to somebody else, and why is said.
        offers = {login: seen(login) for login in ("sj-shi", "sj-fang")}
        able = [login for login, answer in offers.items()
                if any(act["name"] == "objection.decide" for act in answer["acts"])]
        require("deciders", able, ["sj-fang"])
        require("blocked", sorted(one["name"] for one in offers["sj-shi"]["blocked"]),
                ["objection.decide", "objection.sendBack"])
        self.who("sj-fang").act(offers["sj-fang"], "objection.decide", {"number": self.number})

    def list(self, notice):
        approver = self.who("sj-shi")
        approver.act(approver.view("notice", notice=notice), "list.publish", {
            "documentNumber": "沪市监质发〔2026〕128号"})

    def license(self):
        self.on_case("wangjianguo", "mark.apply", {"answers": self.mark()},
                     {"sampleFile": ("样稿.pdf", paper("JOURNEY MARK"))})
        self.on_case("sj-lv", "mark.propose", {"decision": "license", "text": "样稿符合使用规定。"})
        self.on_case("sj-shi", "mark.license")

    @staticmethod
    def mark():
        return {"places": ["body", "package"], "scope": True, "notShangpin": True, "stop": True}


def record(auditor, after=0):
    """The record's entries after one of them, oldest first."""
    items, query = [], {}
    while True:
        page = auditor.view("journal", query)
        items += [item for item in page["items"] if item["sequence"] > after]
        if "next" not in page or page["items"][-1]["sequence"] <= after:
            return sorted(items, key=lambda item: item["sequence"])
        query = {"before": page["next"]}


def compare(world, journey, auditor, since):
    """Nothing lost, nothing twice."""
    ids = {f"person/{person.view('account')['person']}": login
           for login, person in journey.people.items()}
    entries = record(auditor, since)
    acts = {done.name for done in world.acknowledged}
    found = collections.Counter(
        (ids.get(entry["actor"], entry["actor"]), entry["act"])
        for entry in entries if entry["act"] in acts)
    wanted = collections.Counter()
    for done in world.acknowledged:
        wanted[done.login, done.name] += 2 if done.name in BY_CASE else 1
    if found != wanted:
        raise SystemExit(f"lost {wanted - found}, too much {found - wanted}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("brandpilot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--folder")
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as own:
        server = Server(chosen.brandpilot, chosen.folder or own, FIRST_DAY)
        server.start()
        try:
            walk(server, chosen, began)
        finally:
            if server.process.poll() is None:
                server.kill()


def walk(server, chosen, began):
    world = World(server, Fate(chosen.seed, chosen.kills, ACTS), f"journey-{chosen.seed}")
    journey = Journey(world)
    auditor = Person(world, "sj-jin")
    since = auditor.view("journal")["items"][0]["sequence"]
    journey.write()
    journey.recommend()
    journey.entrust()
    journey.screen()
    journey.review()
    notice, ends = journey.publicise()
    journey.object(notice)
    server.stop()
    after = datetime.date.fromisoformat(ends) + datetime.timedelta(days=1)
    server.start(f"{after}T09:30")
    journey.list(notice)
    journey.license()
    world.repeat()
    case = journey.case("wangjianguo")
    public = Person(world, "visitor", "public")
    told = public.view("verify", {"code": case["entry"]["code"]})
    require("verify", (told["state"], told["item"], told["mark"]["scope"]),
            ("valid", ITEM, "产品本体、包装"))
    require("stage", case["stage"], "listed")
    require("history", [event["act"] for event in reversed(case["history"])], LINE)
    compare(world, journey, auditor, since)
    server.stop()
    print(server.verify())
    require("acts", len(world.acknowledged), ACTS)
    require("kills", len(world.fate.done), chosen.kills)
    for how, path, answered in world.fate.done:
        print(f"killed {how}{', answered' if answered else ''}: {path}")
    print(f"{world.counted} acts, {server.starts} starts, {time.monotonic() - began:.1f} s")


def require(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"{what}: {found}, not {wanted}")


if __name__ == "__main__":
    main()
