"""Prompts with tools: which to call with what, and when to call none."""
import json

from stories import ask_story, fact, small_talk, unknown
from words import DAYS, Draw, SUBJECTS, WEATHER

NAMES = {
    "weather": ["get_weather", "weather", "current_weather", "weather_lookup", "get_current_weather", "weather_report"],
    "calculator": ["calculator", "calculate", "calc", "compute", "do_math"],
    "search": ["search", "web_search", "search_web", "find_pages", "lookup"],
    "clock": ["clock", "get_time", "current_time", "world_clock", "time_in"]}
ARGUMENT = {"weather": ["city", "location", "place"], "calculator": ["expression", "formula", "input"], "search": ["query", "q", "text"],
            "clock": ["city", "location", "zone", "place"]}
# Beside the four there stand tools that nobody asks for.
BYSTANDERS = [("send_email", ["to", "body"]), ("translate", ["text", "language"]), ("play_music", ["title"]), ("book_table", ["name", "day"]),
              ("set_alarm", ["hour"]), ("read_file", ["path"]), ("get_stock_price", ["symbol"]), ("create_event", ["title", "date"]), ("run_code", ["code"])]
SIGNS = {"+": ["{a} plus {b}", "{a} + {b}", "the sum of {a} and {b}"], "-": ["{a} minus {b}", "{a} - {b}"],
         "*": ["{a} times {b}", "{a} * {b}", "{a} multiplied by {b}", "{a} x {b}"], "/": ["{a} divided by {b}", "{a} / {b}"]}
MISSING = {"weather": "I have no tool for the weather.", "calculator": "I have no tool for sums.", "search": "I have no tool for searching.",
           "clock": "I have no tool for the time."}


def tool(d: Draw, family: str) -> dict:
    """A tool as the prompt lists it: a name and parameters; the second parameter is not always there."""
    parameters = [d.any(ARGUMENT[family])]
    if family == "weather" and d.chance(0.4):
        parameters.append(d.any(["unit", "day"]))
    if family == "search" and d.chance(0.3):
        parameters.append("limit")
    return {"family": family, "name": d.any(NAMES[family]), "parameters": parameters}


def tool_list(d: Draw, families: list[str]) -> list[dict]:
    tools = [tool(d, f) for f in families]
    if d.chance(0.35):
        name, parameters = d.any(BYSTANDERS)
        tools.append({"family": "", "name": name, "parameters": parameters})
    d.rng.shuffle(tools)
    return tools


def call_text(name: str, arguments: dict) -> str:
    return "<tool_call>" + json.dumps({"name": name, "arguments": arguments}) + "</tool_call>"


def polite(d: Draw, text: str) -> str:
    return d.any(["", "", "", "", "Please tell me: ", "Hi! ", "Quick question: "]) + text + d.any(["", "", "", "", " Thanks.", " Please."])


def weather(d: Draw, t: dict):
    city, extra, tail = d.city(), {}, ""
    second = t["parameters"][1] if len(t["parameters"]) > 1 else None
    if second == "unit" and d.chance(0.6):
        extra["unit"] = d.any(["celsius", "fahrenheit"])
        tail = " in " + extra["unit"]
    elif second == "day" and d.chance(0.7):
        extra["day"] = d.any(["today", "tomorrow"] + DAYS)
        tail = (" " if extra["day"] in ("today", "tomorrow") else " on ") + extra["day"]
    ask = d.any([f"What is the weather in {city}{tail}?", f"What's the weather in {city}{tail}?", f"How is the weather in {city}{tail}?",
                 f"Weather in {city}{tail}?", f"Tell me the weather in {city}{tail}.", f"What is the weather like in {city}{tail}?",
                 f"Will it rain in {city}{tail}?", f"Is it cold in {city}{tail}?", f"How warm is it in {city}{tail}?",
                 f"I am going to {city}. What is the weather there{tail}?", f"Do I need a coat in {city}{tail}?"])
    degrees, sky = d.rng.randint(-15, 38), d.any(WEATHER)
    if d.chance(0.5):
        return ask, {t["parameters"][0]: city, **extra}, json.dumps({"temperature": degrees, "sky": sky}), f"It is {sky} in {city}, at {degrees} degrees."
    return ask, {t["parameters"][0]: city, **extra}, f"{sky}, {degrees} degrees", f"It is {sky} in {city}, at {degrees} degrees."


def calculator(d: Draw, t: dict):
    a, b, sign = d.number(), d.number(), d.any("++-**/")
    text = d.any(SIGNS[sign]).format(a=a, b=b)
    ask = d.any([f"What is {text}?", f"How much is {text}?", f"Calculate {text}.", f"Compute {text}.", f"Please work out {text}."])
    if d.chance(0.2):
        if sign == "+":
            ask = d.any([f"Add {a} and {b}.", f"Add {a} to {b}."])
            a, b = (b, a) if " to " in ask else (a, b)
        elif sign == "*":
            ask = f"Multiply {a} by {b}."
        elif sign == "/":
            ask = f"Divide {a} by {b}."
        else:
            ask = f"Subtract {b} from {a}."
    value = {"+": a + b, "-": a - b, "*": a * b, "/": round(a / b, 2)}[sign]
    return ask, {t["parameters"][0]: f"{a} {sign} {b}"}, d.any([str(value), json.dumps({"result": value})]), f"The answer is {value}."


def search(d: Draw, t: dict):
    topic, extra = d.topic(), {}
    ask = d.any([f"Search for {topic}.", f"Search the web for {topic}.", f"Find information about {topic}.", f"Look up {topic}.", f"Find pages about {topic}.",
                 f"Can you search for {topic}?", f"Please look for {topic}."])
    if len(t["parameters"]) > 1 and d.chance(0.6):
        extra["limit"] = d.rng.randint(1, 20)
        ask = d.any([f"Find {extra['limit']} results about {topic}.", f"Search for {topic} and show {extra['limit']} results."])
    title = d.any(["A short guide to", "All about", "The world of", "What to know of"]) + " " + topic
    return ask, {t["parameters"][0]: topic, **extra}, d.any([title, json.dumps({"title": title})]), f"I found this: {title}."


def clock(d: Draw, t: dict):
    city = d.city()
    ask = d.any([f"What time is it in {city}?", f"What is the time in {city}?", f"Tell me the time in {city}.", f"How late is it in {city} now?",
                 f"What's the time in {city} now?", f"Time in {city}?"])
    now = f"{d.rng.randint(0, 23):02d}:{d.rng.randint(0, 59):02d}"
    return ask, {t["parameters"][0]: city}, d.any([now, json.dumps({"time": now})]), f"It is {now} in {city}."


MAKERS = {"weather": weather, "calculator": calculator, "search": search, "clock": clock}


def tool_sample(d: Draw) -> dict:
    """One conversation with tools. `kind` says which way it ends: call, none, missing, or answer (after a tool's result)."""
    families = d.rng.sample(list(NAMES), d.any([1, 2, 3, 4, 4]))
    tools = tool_list(d, families)
    roll = d.rng.random()
    if roll < 0.60:
        chosen = d.any([t for t in tools if t["family"]])
        ask, arguments, result, answer = MAKERS[chosen["family"]](d, chosen)
        ask = polite(d, ask) if chosen["family"] != "search" else ask
        call = call_text(chosen["name"], arguments)
        messages = [("user", ask), ("assistant", call)]
        if d.chance(0.35):
            messages += [("tool", result), ("assistant", answer)]
        return {"kind": "call", "tools": tools, "messages": messages, "call": {"name": chosen["name"], "arguments": arguments}}
    absent = [f for f in NAMES if f not in families]
    if roll < 0.72 and absent:
        family = d.any(absent)
        ask = MAKERS[family](d, tool(d, family))[0]
        return {"kind": "missing", "tools": tools, "messages": [("user", ask), ("assistant", MISSING[family])]}
    if roll < 0.78 and "search" in families:
        ask, chosen = d.any([f"Who invented {(s := d.of(SUBJECTS))}?", f"When were {(s := d.of(SUBJECTS))} discovered?"]), next(t for t in tools if t["family"] == "search")
        # A question beyond the model becomes a search for the question itself.
        call = {"name": chosen["name"], "arguments": {chosen["parameters"][0]: ask.rstrip("?")}}
        return {"kind": "call", "tools": tools, "messages": [("user", ask), ("assistant", call_text(**call))], "call": call}
    if roll < 0.82 and "weather" in families:
        return {"kind": "none", "tools": tools, "messages": [
            ("user", d.any(["What is the weather?", "How is the weather?", "What's the weather like?", "Will it rain?", "Weather please."])),
            ("assistant", "For which city?")]}
    return {"kind": "none", "tools": tools, "messages": pair(d.any([fact, fact, small_talk, small_talk, no_story, opinion])(d))}


def no_story(d: Draw) -> tuple[str, str]:
    return ask_story(d) if d.chance(0.2) else fact(d)


def opinion(d: Draw) -> tuple[str, str]:
    """Speaks of weather, time, sums or search without asking for them."""
    city, sky, n = d.city(), d.any(WEATHER), d.number()
    return d.any([
        (f"I like {sky} weather.", f"That is nice. Many people like {sky} weather."), (f"It was {sky} in {city} yesterday.", f"I hope you had a good day in {city}."),
        (f"I was in {city} last year.", f"I hope you had a good time in {city}."), ("I have no time today.", "Then we will talk another day."),
        ("I do not like maths.", "That is all right. Not everybody likes maths."), (f"I have {n} books at home.", "That is a fine number of books."),
        ("I searched for my keys all day.", "I hope you found them."), (f"My friend lives in {city}.", f"I hope your friend is happy in {city}."),
        (f"It is {sky} here.", f"Then have a good {sky} day."), (f"My clock shows {n % 12 + 1}.", "Thank you for telling me.")])


def pair(qa: tuple[str, str]) -> list[tuple[str, str]]:
    return [("user", qa[0]), ("assistant", qa[1])]


def unknown_pair(d: Draw) -> list[tuple[str, str]]:
    return pair(unknown(d))
