"""What the people of the journey write: the demo's own answers (Seeds/demo/script.json)."""
import json, os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
with open(os.path.join(ROOT, "Seeds/demo/script.json"), encoding="utf-8") as file:
    SCRIPT = json.load(file)


class Contents:
    def __init__(self, key, item, today):
        found = next(one for one in SCRIPT["enterprises"] if one["key"] == key)
        self.year = int(today[:4])
        self.words = {**found, "enterprise": found["name"], "markNo": "10860001", "code": "023",
                      "item": item, "today": today[:10]}
        self.kind = found["kind"]

    def __getitem__(self, name):
        return self.fill(SCRIPT["answers"][name])

    def fill(self, value):
        if isinstance(value, list):
            return [self.fill(one) for one in value]
        if isinstance(value, dict):
            return {name: self.fill(one) for name, one in value.items()}
        if not isinstance(value, str):
            return value
        for back in (1, 2, 3):
            if value == f"{{year-{back}}}":
                return self.year - back
            value = value.replace(f"{{year-{back}}}", str(self.year - back))
        for name, word in self.words.items():
            value = value.replace(f"{{{name}}}", word)
        return value


# Experts by the name that a panel shows.
EXPERTS = {one["name"]: one["login"] for one in SCRIPT["people"] if not one["roles"]}
CAST_EXPERTS = {"许教授": "zj-xu", "何工": "zj-he"}


def paper(text):
    """A PDF of one line."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    things = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
              "/Resources << /Font << /F1 5 0 R >> >> >>",
              f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    data, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{thing}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(things) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return data + (f"trailer << /Size {len(things) + 1} /Root 1 0 R >>\n"
                   f"startxref\n{start}\n%%EOF\n").encode()
