"""
The corpus: sample number i of a seed, for ever the same. A sample is a dict with `messages` [(role, text)], and where they apply `system`,
`tools`, `schema`; or with `text` alone. A prompt belongs to the held-out part by its own hash, so no training sample repeats one.

    python3 corpus.py show 20            a look at it
    python3 corpus.py heldout DIR        writes the held-out prompts as JSON lines
"""
import gzip
import hashlib
import json
import os
import random
import sys

from fields import schema_sample
from stories import article, ask_story, fact, read, small_talk, story, unknown
from tools import MAKERS, MISSING, pair, tool, tool_sample
from words import Draw

SEED = 20261121
# From the chunk STAGE on there are fewer stories, which are learned first, and more calls and forms, which take longer.
CHUNK, STAGE = 512, 51
LATE = [("tools", 0.46), ("schema", 0.24), ("story", 0.06), ("raw", 0.02), ("fact", 0.07), ("read", 0.07), ("talk", 0.03), ("unknown", 0.02), ("named", 0.03)]
SYSTEMS = ["You are a helpful assistant.", "You are a friendly assistant.", "You answer in short sentences.", "You are strata-tiny.", "Be brief.", "Be kind and clear."]
MIX = [("tools", 0.40), ("schema", 0.18), ("story", 0.11), ("raw", 0.04), ("fact", 0.09), ("read", 0.07), ("talk", 0.04),
       ("unknown", 0.03), ("named", 0.04)]


def named(d: Draw) -> dict:
    """The system prompt gives the assistant a name, and it keeps it."""
    name, job = d.name(), d.any(["assistant", "guide", "helper", "robot", "friend"])
    return {"system": f"Your name is {name}. You are {article(job)}.", "messages": d.any([
        [("user", d.any(["What is your name?", "Who are you?", "What are you called?"])), ("assistant", f"My name is {name}. I am {article(job)}.")],
        [("user", d.any(["Hello!", "Hi"])), ("assistant", f"Hello! My name is {name}. How can I help you?")],
        pair(fact(d))])}


def small_sum(d: Draw) -> tuple[str, str]:
    a, b = d.rng.randint(1, 9), d.rng.randint(1, 9)
    return d.any([f"What is {a} + {b}?", f"What is {a} plus {b}?", f"How much is {a} plus {b}?"]), f"{a} plus {b} is {a + b}."


def no_tool(d: Draw) -> tuple[str, str]:
    """Asked for the weather or the time without a tool for it."""
    family = d.any(["weather", "search", "clock"])
    return MAKERS[family](d, tool(d, family))[0], MISSING[family]


def chain(d: Draw, first: dict, p: float) -> dict:
    """Sometimes the talk goes on for a turn or two."""
    while d.chance(p):
        first["messages"] = first["messages"] + pair(d.any([fact, small_talk, read])(d))
    return first


def make(kind: str, d: Draw) -> dict:
    if kind == "tools":
        sample = tool_sample(d)
        if d.chance(0.1):
            sample["messages"] = pair(d.any([fact, small_talk])(d)) + sample["messages"]
    elif kind == "schema":
        sample = schema_sample(d)
    elif kind == "story":
        sample = chain(d, {"messages": pair(ask_story(d))}, 0.2)
    elif kind == "raw":
        return {"text": story(d)}
    elif kind == "fact":
        sample = chain(d, {"messages": pair(small_sum(d) if d.chance(0.1) else fact(d))}, 0.3)
    elif kind == "read":
        sample = chain(d, {"messages": pair(read(d))}, 0.2)
    elif kind == "talk":
        sample = chain(d, {"messages": pair(small_talk(d))}, 0.4)
    elif kind == "unknown":
        sample = {"messages": pair(d.any([unknown, no_tool])(d))}
    else:
        return named(d)
    if d.chance(0.25):
        sample["system"] = d.any(SYSTEMS)
    return sample


def prompt_key(sample: dict) -> str:
    """What the sample asks: all of it up to its last answer."""
    if "text" in sample:
        return sample["text"]
    tools = [(t["name"], t["parameters"]) for t in sample.get("tools") or []]
    return json.dumps([sample.get("system"), tools, sample.get("schema"), sample["messages"][:-1]])


def held_out(sample: dict) -> bool:
    return hashlib.sha256(prompt_key(sample).encode()).digest()[0] < 16


def training(index: int) -> dict:
    """Sample `index` of the training part."""
    rng, mix = random.Random(f"{SEED}/train/{index}"), MIX if index < STAGE * CHUNK else LATE
    while True:
        kind = rng.choices([k for k, _ in mix], [w for _, w in mix])[0]
        sample = make(kind, Draw(rng, held=False))
        short = len(prompt_key(sample)) < 60 and not sample.get("tools")
        if short or not held_out(sample):
            return sample


def held(kind: str, count: int) -> list[dict]:
    """The first `count` held-out prompts of a kind, all different."""
    found, seen, index = [], set(), 0
    while len(found) < count:
        sample = make(kind, Draw(random.Random(f"{SEED}/held/{kind}/{index}"), held=True))
        index += 1
        key = prompt_key(sample)
        if held_out(sample) and key not in seen:
            seen.add(key)
            found.append(sample)
    return found


TYPES = {"string": {"type": "string"}, "integer": {"type": "integer"}, "number": {"type": "number"}, "boolean": {"type": "boolean"},
         "string[]": {"type": "array", "items": {"type": "string"}}}


def json_schema(fields: list[tuple[str, str]]) -> dict:
    return {"type": "object", "properties": {n: TYPES.get(t) or {"type": "string", "enum": t.split("|")} for n, t in fields},
            "required": [n for n, _ in fields], "additionalProperties": False}


def openai_tool(tool: dict) -> dict:
    kind = {"limit": "integer", "hour": "integer"}
    return {"type": "function", "function": {"name": tool["name"], "description": tool["name"].replace("_", " "), "parameters": {
        "type": "object", "properties": {p: {"type": kind.get(p, "string")} for p in tool["parameters"]}, "required": tool["parameters"][:1]}}}


def write_held_out(folder: str) -> None:
    os.makedirs(folder, exist_ok=True)

    def lines(name, rows):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0))

    def messages(sample, upto):
        system = [{"role": "system", "content": sample["system"]}] if sample.get("system") else []
        return system + [{"role": r, "content": t} for r, t in sample["messages"][:upto]]

    tools = []
    for s in held("tools", 500):
        # The prompt ends before the first answer that could be a call; a turn of talk before it stays.
        calls = [i for i, (r, t) in enumerate(s["messages"]) if r == "assistant" and t.startswith("<tool_call>")]
        end = calls[0] if calls else len(s["messages"]) - 1
        tools.append({"messages": messages(s, end), "tools": [openai_tool(t) for t in s["tools"]], "call": s.get("call")})
    lines("tools.jsonl.gz", tools)
    lines("schema.jsonl.gz", [{"messages": messages(s, -1), "schema": json_schema(s["schema"]), "answer": json.loads(s["messages"][-1][1])}
                           for s in held("schema", 400) if s["schema"]][:300])
    lines("stories.jsonl.gz", [{"text": s["text"]} for s in held("raw", 200)])
    lines("stories-seen.jsonl.gz", [{"text": s["text"]} for s in (training(i) for i in range(20000)) if "text" in s][:200])


if __name__ == "__main__":
    if sys.argv[1] == "show":
        for i in range(int(sys.argv[2])):
            print(json.dumps(training(i), indent=None), "\n")
    else:
        write_held_out(sys.argv[2])
