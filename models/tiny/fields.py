"""Prompts that want JSON: facts in a sentence, and the fields to fill."""
import json

from words import COLOURS, DAYS, FOODS, HOBBIES, JOBS, MONTHS, OBJECTS, PLACES, WEATHER, Draw
from stories import article

LEAD = ["", "", "", "Read this: ", "Extract the data: ", "Fill in the fields: ", "Here is the text: "]


def person(d: Draw):
    name, age, city, job = d.name(), d.rng.randint(5, 98), d.city(), d.any(JOBS)
    likes = d.rng.sample(HOBBIES, d.rng.randint(1, 3))
    student = d.chance(0.5)
    return [("name", "string", name, f"This is {name}."), ("age", "integer", age, f"{name} is {age} years old."), ("city", "string", city, f"{name} lives in {city}."),
            ("job", "string", job, f"{name} is {article(job)}."), ("likes", "string[]", likes, f"{name} likes {' and '.join(likes)}."),
            ("student", "boolean", student, f"{name} is {'' if student else 'not '}a student.")]


def product(d: Draw):
    item, colour, price, stock = d.any(OBJECTS), d.any(COLOURS), d.number(), d.chance(0.5)
    cents = d.any([price, round(price + d.rng.randint(1, 99) / 100, 2)])
    size = d.any(["small", "medium", "large"])
    return [("item", "string", item, f"We sell {article(item)}."), ("color", "string", colour, f"The {item} is {colour}."),
            ("price", "number", cents, f"The {item} costs {cents} dollars."), ("size", "small|medium|large", size, f"The size is {size}."),
            ("in_stock", "boolean", stock, f"The {item} is {'' if stock else 'not '}in stock.")]


def event(d: Draw):
    kind, day, place, guests = d.any(["party", "concert", "meeting", "dinner", "lecture", "picnic"]), d.any(DAYS), d.any([d.city(), "the " + d.any(PLACES)]), d.number()
    host = d.name()
    return [("title", "string", kind, f"There is a {kind}."), ("day", "string", day, f"The {kind} is on {day}."), ("place", "string", place, f"It takes place in {place}."),
            ("guests", "integer", guests, f"{guests} guests will come."), ("host", "string", host, f"The host is {host}.")]


def sky(d: Draw):
    city, degrees, weather, wind = d.city(), d.rng.randint(-20, 40), d.any(WEATHER), d.rng.randint(0, 90)
    return [("city", "string", city, f"This is the weather in {city}."), ("temperature", "integer", degrees, f"The temperature is {degrees} degrees."),
            ("sky", "string", weather, f"The sky is {weather}."), ("wind", "integer", wind, f"The wind blows at {wind}.")]


def order(d: Draw):
    name, item, count, city, month = d.name(), d.any(FOODS), d.number(), d.city(), d.any(MONTHS)
    paid = d.chance(0.5)
    return [("customer", "string", name, f"The customer is {name}."), ("item", "string", item, f"The order is for {item}."),
            ("quantity", "integer", count, f"The quantity is {count}."), ("city", "string", city, f"It goes to {city}."), ("month", "string", month, f"It was made in {month}."),
            ("paid", "boolean", paid, f"It is {'' if paid else 'not '}paid.")]


def schema_sample(d: Draw) -> dict:
    """A conversation whose answer is one JSON object with exactly the fields of the schema, in their order."""
    facts = d.any([person, person, product, event, sky, order])(d)
    wanted = d.rng.sample(facts, d.rng.randint(1, min(4, len(facts))))
    shown = wanted + [f for f in facts if f not in wanted and d.chance(0.3)]
    d.rng.shuffle(shown)
    text = d.any(LEAD) + " ".join(f[3] for f in shown)
    answer = json.dumps({f[0]: f[2] for f in wanted})
    schema = [(f[0], f[1]) for f in wanted]
    if d.chance(0.15):
        keys = " and ".join(f[0] for f in wanted)
        return {"kind": "keys", "schema": None, "messages": [("user", d.any([f"Reply in JSON with {keys}. {text}", f"{text} Reply in JSON with {keys}."])), ("assistant", answer)]}
    return {"kind": "schema", "schema": schema, "messages": [("user", text), ("assistant", answer)]}
