"""Word lists of the corpus. Every list is our own; a tenth of each list of names is kept for held-out prompts (see `split`)."""
import random

FIRST = """Mia Leo Anna Ben Clara Dan Ella Finn Grace Hugo Ida Jack Kate Liam Mary Noah Olga Paul Rosa Sam Tina Uma Vera Will Zoe Adam Bella Carl Dora
Emil Fay Gus Hana Ivan Jill Karl Lena Max Nina Oscar Pia Ravi Sara Tom Ugo Viola Walt Yara Alma Boris Cora Dean Edith Felix Gina Henry Iris Jonas Kira
Lucas Maya Nils Omar Petra Ruth Simon Tara Victor Wendy Amir Bruno Chloe Diego Elena Frank Greta Hans Ines Julia Kofi Lars Marta Nadia Otto Priya Ralph
Sofia Theo Ursula Vince Xenia Yusuf Zara""".split()

CITIES = """Paris London Berlin Madrid Rome Vienna Prague Warsaw Oslo Stockholm Helsinki Copenhagen Dublin Lisbon Athens Budapest Brussels Amsterdam
Zurich Geneva Munich Hamburg Milan Naples Turin Venice Florence Seville Valencia Porto Lyon Nice Bergen Malmo Tallinn Riga Vilnius Kyiv Sofia Bucharest
Belgrade Zagreb Istanbul Ankara Cairo Nairobi Lagos Accra Tunis Dakar Lima Quito Bogota Santiago Havana Toronto Montreal Vancouver Ottawa Boston Chicago
Denver Seattle Austin Houston Dallas Miami Atlanta Phoenix Portland Tokyo Osaka Kyoto Seoul Busan Beijing Shanghai Delhi Mumbai Chennai Dhaka Hanoi
Bangkok Manila Jakarta Singapore Sydney Melbourne Perth Brisbane Auckland Wellington Dubai Doha Tehran Baghdad Amman Beirut Reykjavik Edinburgh Glasgow
Cardiff Leeds York Bristol Oxford Cambridge Krakow Gdansk Salzburg Graz Basel Bern""".split() + [
    "New York", "San Francisco", "Los Angeles", "Cape Town", "Hong Kong", "Buenos Aires", "Mexico City", "Rio de Janeiro", "Kuala Lumpur", "Tel Aviv",
    "Abu Dhabi", "New Delhi", "San Diego", "Las Vegas", "St Petersburg", "Salt Lake City"]

ANIMALS = "cat dog fox rabbit bear mouse owl duck frog horse goat sheep pig cow hen turtle squirrel hedgehog otter donkey wolf deer crow bee".split()
ADJECTIVES = "small big old young brave shy kind clever sleepy happy quiet curious funny gentle lonely proud lazy quick grey white brown black".split()
COLOURS = "red blue green yellow white black brown grey pink orange purple".split()
OBJECTS = """ball hat book lamp boat kite drum coat cup key clock box map bag bell chair spoon ring scarf basket bottle candle mirror pencil stone shell
ladder blanket flute coin feather button rope wheel""".split()
FOODS = "bread soup cake apples cheese honey tea milk rice pears plums nuts berries pie carrots beans noodles eggs cookies corn".split()
PLACES = "forest river garden village mountain market farm lake meadow beach school library town hill kitchen barn harbour park bridge castle".split()
JOBS = "baker teacher doctor farmer painter sailor cook nurse driver writer singer pilot gardener tailor engineer lawyer dentist builder fisher clerk".split()
HOBBIES = "chess tennis music reading hiking swimming cooking dancing painting fishing cycling singing football sewing running gardening drawing skating".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
WEATHER = "sunny rainy cloudy windy snowy foggy stormy clear".split()
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()

SUBJECTS = """tea coffee bread silk salt gold silver copper glass paper ink wool cotton steel iron bridges trains ships planes rockets planets comets stars
volcanoes glaciers rivers oceans deserts islands forests whales dolphins sharks eagles owls penguins wolves bears tigers elephants horses bees ants
spiders butterflies roses tulips cacti mushrooms apples olives grapes rice wheat maize potatoes tomatoes pepper chess football tennis rowing sailing skiing
climbing yoga ballet opera jazz pianos guitars violins drums cinema theatre novels poems maps clocks compasses telescopes microscopes computers robots
batteries magnets lasers radios vaccines vitamins bones muscles dreams memory language writing numbers algebra geometry castles pyramids temples
lighthouses windmills markets money banks taxes laws elections queens pirates knights vikings""".split()
FACETS = ["the history of {s}", "the origin of {s}", "the price of {s}", "the best {s}", "cheap {s}", "facts about {s}", "pictures of {s}", "books about {s}",
          "news about {s}", "the meaning of {s}", "how {s} work", "{s} for children", "{s} in {c}", "{a} {s}", "{s} and {t}", "the future of {s}", "old {s}",
          "{s}", "{s} near {c}", "the science of {s}", "{s} of the year {y}", "{n} kinds of {s}", "famous {s}", "why people like {s}"]
QUALITIES = "modern ancient rare wild local electric large tiny heavy light wooden famous safe fast slow new".split()

CAPITALS = dict(zip(
    """France Germany Spain Italy Austria Poland Norway Sweden Finland Denmark Ireland Portugal Greece Hungary Belgium Estonia Latvia Lithuania Ukraine
    Bulgaria Romania Serbia Croatia Egypt Kenya Ghana Tunisia Senegal Peru Ecuador Colombia Chile Cuba Canada Japan China Bangladesh Vietnam Thailand
    Indonesia Australia Qatar Iran Iraq Jordan Lebanon Iceland Switzerland""".split(),
    """Paris Berlin Madrid Rome Vienna Warsaw Oslo Stockholm Helsinki Copenhagen Dublin Lisbon Athens Budapest Brussels Tallinn Riga Vilnius Kyiv
    Sofia Bucharest Belgrade Zagreb Cairo Nairobi Accra Tunis Dakar Lima Quito Bogota Santiago Havana Ottawa Tokyo Beijing Dhaka Hanoi Bangkok
    Jakarta Canberra Doha Tehran Baghdad Amman Beirut Reykjavik Bern""".split()))
SOUNDS = {"cat": "meow", "dog": "woof", "cow": "moo", "duck": "quack", "sheep": "baa", "pig": "oink", "frog": "croak", "owl": "hoot", "hen": "cluck",
          "bee": "buzz", "wolf": "howl", "lion": "roar", "mouse": "squeak", "crow": "caw", "horse": "neigh"}
OPPOSITES = {"big": "small", "hot": "cold", "fast": "slow", "old": "young", "happy": "sad", "day": "night", "up": "down", "open": "closed", "wet": "dry",
             "full": "empty", "light": "dark", "hard": "soft", "loud": "quiet", "early": "late", "near": "far", "high": "low", "long": "short", "rich": "poor",
             "strong": "weak", "clean": "dirty", "left": "right", "first": "last"}
THINGS = {"grass": "green", "the sky": "blue", "snow": "white", "coal": "black", "a banana": "yellow", "a carrot": "orange", "a tomato": "red",
          "chocolate": "brown", "milk": "white", "the sea": "blue", "a lemon": "yellow", "a leaf": "green"}
MEANINGS = {
    "a lamp": "A lamp is a thing that gives light.", "a boat": "A boat is a thing that floats and carries people over water.",
    "a baker": "A baker is a person who makes bread and cakes.", "a farmer": "A farmer is a person who grows food and keeps animals.",
    "a river": "A river is a long stream of water that flows to the sea.", "a forest": "A forest is a place with many trees.",
    "a library": "A library is a place where people read and borrow books.", "a bridge": "A bridge is a way over water or a road.",
    "a clock": "A clock is a thing that shows the time.", "a map": "A map is a picture that shows where places are.",
    "a token": "A token is a small piece of text that a language model reads or writes.",
    "a language model": "A language model is a program that guesses the next piece of text, again and again.",
    "a gateway": "A gateway is a door through which all requests to models pass, so that they can be counted and guarded.",
    "a cache": "A cache keeps answers, so that the same question is answered faster the next time.",
    "an embedding": "An embedding is a list of numbers that stands for the meaning of a text.",
    "a guardrail": "A guardrail is a rule that looks at requests and answers and stops what should not pass.",
    "a trace": "A trace shows where the time of a request went.", "a budget": "A budget is the most that somebody may spend.",
    "a haiku": "A haiku is a short poem of three lines.", "an island": "An island is land with water on all sides.",
    "a season": "A season is a part of the year: spring, summer, autumn or winter.", "a planet": "A planet is a large ball that goes around a star."}
KNOWN = {
    "Why is the sky blue?": "Air spreads blue light more than red light, so the sky looks blue to us.",
    "Write a haiku about rivers.": "A river runs slow,\nit carries leaves to the sea,\nand the stones stay home.",
    "How many days are in a week?": "A week has seven days.", "How many months are in a year?": "A year has twelve months.",
    "How many legs does a spider have?": "A spider has eight legs.", "Where does the sun rise?": "The sun rises in the east.",
    "What do bees make?": "Bees make honey.", "What is ice made of?": "Ice is frozen water.", "Where do fish live?": "Fish live in water.",
    "What do plants need?": "Plants need water, light and air.", "When is it dark?": "It is dark at night.",
    "Why do we sleep?": "We sleep so that the body and the mind can rest.", "What is Strata?": "Strata is the AI infrastructure stack in one binary.",
    "How many hours are in a day?": "A day has twenty-four hours.", "What do cows eat?": "Cows eat grass.", "What falls from the clouds?": "Rain and snow fall from the clouds."}

START = "Bar Bel Cor Dal Der Dor El Fal Far Gal Gor Hal Hel Jor Kal Kel Lan Lor Mar Mel Mor Nal Nor Or Pel Per Ral Ros Sal Ser Tal Tor Ul Val Vor Wen Zan Zel Bri Dru Gri Tre Sto".split()
MIDDLE = ["", "", "", "a", "e", "i", "o", "an", "en", "ar", "in", "or", "ti", "ra", "lo", "mi", "de", "vi", "sa"]
END = "burg ton ford ville stad holm haven mouth field dale wick port berg land heim mar dor grad ovo ina ona ara eth is os um ia ey".split()
NAME_END = "a o an en in el is us ek ia ina eth or as ra na lo mi ric wyn".split()


def place(rng: random.Random) -> str:
    """A town that does not exist, so that copying is learned rather than a list."""
    return rng.choice(START) + rng.choice(MIDDLE) + rng.choice(END)


def person(rng: random.Random) -> str:
    """A name that hardly anybody has."""
    return rng.choice(START) + rng.choice(MIDDLE) + rng.choice(NAME_END)


def split(words: list[str], held: bool) -> list[str]:
    """Training sees nine tenths of a list; held-out prompts draw from all of it, a third of the time only from what was kept back."""
    kept = [w for i, w in enumerate(words) if i % 10 == 7]
    return kept if held else [w for i, w in enumerate(words) if i % 10 != 7]


class Draw:
    """Draws from the lists under one rule for held-out words."""

    def __init__(self, rng: random.Random, held: bool):
        self.rng, self.held = rng, held

    def of(self, words: list[str]) -> str:
        return self.rng.choice(split(words, self.held and self.rng.random() < 1 / 3))

    def any(self, items):
        return self.rng.choice(items)

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def name(self) -> str:
        return self.of(FIRST) if self.chance(0.6) else person(self.rng)

    def city(self) -> str:
        return self.of(CITIES) if self.chance(0.55) else place(self.rng)

    def number(self, digits: int | None = None) -> int:
        digits = digits or self.any([1, 2, 2, 2, 3, 3, 4])
        return self.rng.randint(10 ** (digits - 1) if digits > 1 else 2, 10 ** digits - 1)

    def topic(self) -> str:
        return self.any(FACETS).format(s=self.of(SUBJECTS), t=self.of(SUBJECTS), a=self.any(QUALITIES), c=self.city(), y=self.rng.randint(1200, 2040),
                                       n=self.rng.randint(3, 20))
