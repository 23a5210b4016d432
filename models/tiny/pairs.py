"""
Pairs of texts that mean the same, for the embedding model: questions in other words, questions and the passages that answer them, key words and
their passages, and made-up words that stand in both texts, so that unknown words still find their likes. Pair number i is for ever the same;
`held(n)` gives pairs that training never draws.
"""
import gzip
import hashlib
import json
import random
import sys

from stories import MEANINGS, THINGS, article
from words import CAPITALS, CITIES, COLOURS, DAYS, FOODS, HOBBIES, JOBS, OBJECTS, PLACES, QUALITIES, SUBJECTS, WEATHER, Draw

SEED = 20261122
LIKE = [g.split("/") for g in """car/automobile buy/purchase begin/start big/large small/little fast/quick cheap/inexpensive fix/repair error/fault
delete/remove change/modify show/display answer/reply help/assist build/construct choose/select end/finish find/locate get/obtain make/create need/require
picture/image road/street shop/store sick/ill smart/clever talk/speak trip/journey job/work house/home money/cash kid/child doctor/physician rich/wealthy
bike/bicycle movie/film phone/telephone mail/letter garbage/rubbish autumn/fall holiday/vacation flat/apartment lift/elevator sofa/couch test/exam
password/passcode account/profile computer/machine screen/monitor update/upgrade file/document folder/directory save/store print/copy bill/invoice
price/cost order/request ticket/pass flight/plane train/railway hotel/inn meal/dinner recipe/dish garden/yard dog/puppy cat/kitten horse/pony speed/velocity
heat/warmth cold/chill pressure/stress flow/stream wing/blade engine/motor shape/form surface/face layer/sheet wave/ripple force/power limit/bound
method/way result/outcome reason/cause part/piece kind/type rule/law plan/scheme""".split()]
ACTIONS = """reset my password/change a forgotten passcode|cancel my order/take back a purchase|bake bread/make a loaf at home|boil an egg/cook eggs in hot water
grow tomatoes/plant tomatoes in the garden|learn chess/get better at chess|repair a bicycle/fix a broken bike|clean a window/wash dirty glass
save money/spend less each month|sleep better/get a good night of rest|train a dog/teach a puppy to listen|write a letter/put words on paper for a friend
paint a wall/give a room a new colour|tie a knot/make a rope hold|build a shelf/put up boards for books|remove a stain/get a spot out of a shirt
open a bank account/become a customer of a bank|rent a flat/find an apartment to live in|return a product/send goods back to the shop
print a document/get a file onto paper|install a program/put software on a computer|delete a file/remove a document from the disk
send a parcel/post a package|book a hotel/reserve a room for the night|catch a fish/go fishing at the lake|sew a button/put a button back on a coat
store potatoes/keep potatoes fresh|measure a room/find out how large a room is|start a fire/light the logs in the stove|sharpen a knife/make a blade cut again
change a tyre/swap a flat wheel|water plants/give flowers enough to drink|make coffee/brew a cup of coffee|find a job/look for work
pack a bag/get ready for a journey|stop a leak/close a dripping pipe|read a map/find the way on paper|count calories/know how much one eats
track my parcel/see where my package is|get a refund/have my money paid back|contact support/talk to somebody who can help|invite a friend/ask somebody to come""".replace("\n", "|").split("|")
ACTIONS = [a.split("/") for a in ACTIONS]
SUFFIX = ["", "", "", "s", "s", "ing", "ed", "er", "ly", "al", "ic", "ity", "tion", "ment", "able", "ous", "ness"]
ONSET = "b c d f g h j k l m n p r s t v w br cr dr fl fr gl gr pl pr sc sh sl sm sn sp st sw th tr ch ph wh qu y z".split()
VOWEL = "a e i o u a e i o ea ou ai oo ee io ie au".split()
CODA = ["", "", "", "n", "r", "l", "t", "s", "m", "d", "nd", "nt", "st", "ck", "p", "x", "ct", "mp", "sh", "th", "rm", "ll", "g", "b", "v"]
TOPIC_FRAMES = [
    ["the history of {x}", "how {x} came about", "the past of {x}", "{x} through the centuries", "the story of {x} from its beginning"],
    ["the price of {x}", "how much {x} cost", "what one pays for {x}", "the cost of {x}", "{x} and what they cost"],
    ["where to buy {x}", "shops that sell {x}", "stores with {x}", "purchase {x}", "a place to get {x}"],
    ["how {x} work", "what makes {x} work", "the way {x} function", "the inner life of {x}", "how do {x} do what they do"],
    ["the dangers of {x}", "are {x} safe", "why {x} can harm", "the risk in {x}", "what can go wrong with {x}"],
    ["how to draw {x}", "drawing {x} with a pencil", "sketches of {x}", "pictures of {x} by hand", "learn to sketch {x}"],
    ["{x} for children", "{x} told to kids", "what young people should know of {x}", "{x} in school", "teaching {x} to the young"],
    ["the best {x}", "which {x} are the finest", "top {x}", "{x} of the highest quality", "the {x} people like most"]]
FILL = "the a of in and for with on at by from is are was this that it as to be its which more many some".split()


def word(rng: random.Random) -> str:
    return "".join(rng.choice(ONSET) + rng.choice(VOWEL) + rng.choice(CODA) for _ in range(rng.choice([1, 1, 2, 2, 3])))


def alike(rng: random.Random, text: str) -> str:
    """Puts words of like meaning in each other's place."""
    out = []
    for w in text.split(" "):
        group = next((g for g in LIKE if w in g), None)
        out.append(rng.choice(group) if group else w)
    return " ".join(out)


def cap(text: str) -> str:
    return text[0].upper() + text[1:]


def topic(d: Draw) -> tuple[str, str]:
    subject = d.of(SUBJECTS)
    if d.chance(0.4):
        subject = d.any(QUALITIES) + " " + subject
    a, b = d.rng.sample(d.any(TOPIC_FRAMES), 2)
    tail = f" in {d.city()}" if d.chance(0.3) else ""
    a, b = a.format(x=subject) + tail, b.format(x=subject) + tail
    lead = d.any(["What about {a}?", "{a}", "Tell me about {a}.", "{a}?", "I want to know {a}."]).format(a=a)
    body = d.any(["{b}", "This page is about {b}.", "{b}. A short guide.", "Here you read about {b}, told in simple words.", "{b}: all you need to know."]).format(b=b)
    return cap(lead), cap(body)


def action(d: Draw) -> tuple[str, str]:
    one, two = d.any(ACTIONS)
    if d.chance(0.5):
        one, two = two, one
    return (d.any(["How do I {x}?", "How can I {x}?", "I want to {x}.", "Help me {x}.", "What must I do to {x}?", "{x}"]).format(x=alike(d.rng, one)),
            d.any(["How to {x}", "Steps to {x}: read this first.", "This guide shows how to {x}.", "What is the best way to {x}?", "If you want to {x}, take your time."]).format(x=alike(d.rng, two)))


def asked(d: Draw) -> tuple[str, str]:
    """A question and the passage that answers it; names and numbers tell passages apart."""
    name, other, city, job, thing, colour = d.name(), d.name(), d.city(), d.any(JOBS), d.any(OBJECTS), d.any(COLOURS)
    food, hobby, n, day, spot = d.any(FOODS), d.any(HOBBIES), d.number(), d.any(DAYS), d.any(PLACES)
    facts = [(d.any([f"Where does {name} live?", f"What is the home town of {name}?"]), f"{name} lives in {city}."),
             (d.any([f"What is the job of {name}?", f"What does {name} do for a living?"]), f"{name} works as {article(job)}."),
             (d.any([f"Who owns the {colour} {thing}?", f"To whom does the {colour} {thing} of {city} belong?"]), f"The {colour} {thing} from {city} belongs to {name}."),
             (d.any([f"What does {name} eat on {day}?", f"The {day} meal of {name}"]), f"On {day} {name} always eats {food}."),
             (d.any([f"Which hobby does {name} have?", f"What does {name} do in the free hours?"]), f"{name} loves {hobby}."),
             (d.any([f"How many {thing}s has {name}?", f"Number of {thing}s that {name} owns"]), f"{name} owns {n} {thing}s."),
             (d.any([f"Who is the friend of {name}?", f"With whom does {name} play?"]), f"{name} plays with {other} near the {spot}.")]
    chosen = d.rng.sample(facts, d.rng.randint(1, 3))
    return chosen[0][0], " ".join(f[1] for f in d.rng.sample(chosen, len(chosen)))


def same(d: Draw) -> tuple[str, str]:
    """Questions with one answer."""
    city, land, a, b, sky = d.city(), d.any(list(CAPITALS)), d.number(), d.number(), d.any(WEATHER)
    thing, what = d.any(list(THINGS)), d.any(list(MEANINGS))
    group = d.any([
        [f"What is the weather in {city}?", f"How is the weather in {city}?", f"Weather report for {city}", f"Is it warm or cold in {city}?", f"Will it rain in {city}?"],
        [f"What time is it in {city}?", f"Tell me the time in {city}.", f"Clock in {city}", f"How late is it in {city}?"],
        [f"What is the capital of {land}?", f"Which city is the capital of {land}?", f"capital city of {land}", f"From where is {land} governed?"],
        [f"What is {a} plus {b}?", f"Add {a} and {b}.", f"{a} + {b}", f"the sum of {a} and {b}"], [f"What is {a} times {b}?", f"Multiply {a} by {b}.", f"{a} * {b}", f"{a} multiplied by {b}"],
        [f"What colour is {thing}?", f"Which colour has {thing}?", f"Tell me the colour of {thing}."],
        [f"What is {what}?", f"What does {what.split(' ', 1)[1]} mean?", f"Explain {what} to me.", MEANINGS[what]],
        [f"It is {sky} in {city}.", f"{city} has {sky} weather.", f"{cap(sky)} skies over {city}"]])
    one, two = d.rng.sample(group, 2)
    return one, two


def made_up(d: Draw) -> tuple[str, str]:
    """Words that nobody knows, in both texts: some with another ending, in another order, among others."""
    shared = [word(d.rng) for _ in range(d.rng.randint(2, 5))]

    def text(words, fill, extra):
        words = [w + d.any(SUFFIX) if d.chance(0.35) else w for w in words] + [word(d.rng) for _ in range(extra)]
        d.rng.shuffle(words)
        return " ".join(w2 for w in words for w2 in ([d.any(FILL), w] if d.chance(fill) else [w]))

    return cap(text(shared, 0.5, d.rng.randint(0, 1))), cap(text(shared, 0.6, d.rng.randint(2, 10)))


KINDS = [(topic, 0.24), (action, 0.12), (asked, 0.24), (same, 0.16), (made_up, 0.24)]


def is_held(pair: tuple[str, str]) -> bool:
    return hashlib.sha256(json.dumps(sorted(pair)).encode()).digest()[0] < 16


def draw(rng: random.Random, held: bool) -> tuple[str, str]:
    while True:
        make = rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
        pair = make(Draw(rng, held))
        if is_held(pair) == held and pair[0] != pair[1]:
            return pair


def batch(number: int, size: int) -> list[tuple[str, str]]:
    """Pairs whose texts are all different, so that every other text is a wrong answer."""
    rng, pairs, seen = random.Random(f"{SEED}/{number}"), [], set()
    while len(pairs) < size:
        pair = draw(rng, False)
        if pair[0] not in seen and pair[1] not in seen:
            seen.update(pair)
            pairs.append(pair)
    return pairs


def held(count: int) -> list[tuple[str, str]]:
    """Held-out pairs, every text once."""
    rng, pairs, seen = random.Random(f"{SEED}/held"), [], set()
    while len(pairs) < count:
        pair = draw(rng, True)
        if pair[0] not in seen and pair[1] not in seen:
            seen.update(pair)
            pairs.append(pair)
    return pairs


if __name__ == "__main__":
    if sys.argv[1] == "show":
        for one, two in batch(0, int(sys.argv[2])):
            print(one, " = ", two)
    else:
        with open(sys.argv[2], "wb") as file:
            file.write(gzip.compress("".join(json.dumps({"query": one, "passage": two}) + "\n" for one, two in held(1000)).encode(), mtime=0))
