"""Short stories and plain questions: what the model knows of English."""
from words import (ADJECTIVES, ANIMALS, CAPITALS, COLOURS, DAYS, FOODS, HOBBIES, JOBS, KNOWN, MEANINGS, MONTHS, NUMBERS, OBJECTS, OPPOSITES, PLACES, SOUNDS,
                   SUBJECTS, THINGS, WEATHER, Draw)

UNKNOWN = ["I am a very small model, and I do not know that. A larger model can help you.",
           "I do not know. I am only a small demonstration model.",
           "That is too hard for a model of my size. Please ask a larger one."]
HELLO = ["Hello! How can I help you?", "Hello! I am strata-tiny. Ask me for a story, or about the weather.", "Hi there! What can I do for you?"]


def article(word: str) -> str:
    return ("an " if word[0] in "aeiou" else "a ") + word


def story(d: Draw, animal: str | None = None, name: str | None = None, thing: str | None = None) -> str:
    animal, name, thing = animal or d.any(ANIMALS), name or d.name(), thing or d.any(OBJECTS)
    he, his, him = d.any([("he", "his", "him"), ("she", "her", "her")])
    trait, colour, home, far = d.any(ADJECTIVES), d.any(COLOURS), *d.rng.sample(PLACES, 2)
    friend, other = d.name(), d.any([a for a in ANIMALS if a != animal])
    food, weather, day = d.any(FOODS), d.any(WEATHER), d.any(DAYS)
    opening = d.any([
        f"Once upon a time there was {article(trait)} {animal} named {name}. {name} lived near the {home}.",
        f"{name} was {article(trait)} {animal} who lived by the {home}.",
        f"In a little house at the edge of the {home} lived {article(animal)} named {name}. {he.capitalize()} was very {trait}.",
        f"Long ago {article(trait)} {animal} called {name} came to live near the {home}."])
    love = d.any([
        f"Every morning {he} ate {food} and went for a walk.", f"{he.capitalize()} had {article(colour)} {thing} and loved it very much.",
        f"{he.capitalize()} liked {food} and long walks to the {far}.", f"{his.capitalize()} dearest thing was {article(colour)} {thing}."])
    trouble, end = d.any([
        (f"One {weather} {day} the {colour} {thing} was gone. {name} looked under the bed and behind the door, but it was not there.",
         [f"Then {friend} the {other} came by. \"I found your {thing} at the {far},\" said {friend}. {name} was so happy that {he} danced.",
          f"So {name} went to the {far} and asked {friend} the {other} for help. Together they looked until they found the {thing} under a tree.",
          f"In the evening {friend} the {other} brought it back. \"I only wanted to see it,\" said {friend}. {name} laughed and was not angry."]),
        (f"One {weather} {day} {name} walked to the {far} and lost the way. It grew dark, and {he} was afraid.",
         [f"But {article(other)} named {friend} heard {him} cry. \"Come with me,\" said {friend}, \"I know the way.\" Soon they were home.",
          f"Then {he} saw a light. It was the lamp of {friend} the {other}, who gave {him} warm {food} and took {him} home.",
          f"{name} held {his} {thing} tight and waited. At last {friend} the {other} came and led {him} back to the {home}."]),
        (f"One {weather} {day} {he} met {article(other)} named {friend}. {friend} was hungry and had nothing to eat.",
         [f"{name} gave {friend} some {food}. \"Thank you,\" said {friend}. \"You are a true friend.\"",
          f"{name} had only a little {food}, but {he} shared it. The next day {friend} brought {him} {article(colour)} {thing}.",
          f"\"Take my {food},\" said {name}. They ate together and talked until the moon came up."]),
        (f"One {weather} {day} {friend} the {other} came to the {home} and said, \"Nobody can climb the old wall by the {far}.\"",
         [f"{name} tried and fell. {he.capitalize()} tried again and fell again. The third time {he} stood on top, and all the animals cheered.",
          f"{name} thought for a long time. Then {he} took {article(thing)} and some rope, and up {he} went. {friend} could only wonder.",
          f"\"Then we will try together,\" said {name}. {friend} helped {him} up, and {he} helped {friend}. From the top they saw the whole {home}."])])
    close = d.any([f"From that day on {name} and {friend} were friends.", f"That night {name} slept well.", "And they were happy ever after.",
                   f"\"What a good day,\" said {name}.", f"And {name} never forgot the {other} from the {far}.", f"Since then they have {food} together every {day}."])
    return " ".join([opening, love, trouble, d.any(end), close])


def ask_story(d: Draw) -> tuple[str, str]:
    animal, name, thing = d.any(ANIMALS), d.name(), d.any(OBJECTS)
    return d.any([
        (f"Tell me a story about {article(animal)} named {name}.", story(d, animal, name)),
        (f"Tell me a story about {article(animal)}.", story(d, animal)),
        (f"Tell me a story about {article(animal)} and {article(thing)}.", story(d, animal, None, thing)),
        (f"Write a short story about {name} the {animal}.", story(d, animal, name)),
        (d.any(["Tell me a story.", "Write a short story.", "Please tell me a short story.", "I would like to hear a story."]), story(d))])


def fact(d: Draw) -> tuple[str, str]:
    """A question whose answer is learned."""
    kind = d.rng.randrange(8)
    if kind == 0:
        land = d.any(list(CAPITALS))
        return d.any([f"What is the capital of {land}?", f"Which city is the capital of {land}?"]), f"The capital of {land} is {CAPITALS[land]}."
    if kind == 1:
        animal = d.any(list(SOUNDS))
        return f"What sound does {article(animal)} make?", f"{article(animal).capitalize()} says {SOUNDS[animal]}."
    if kind == 2:
        word = d.any(list(OPPOSITES))
        return d.any([f"What is the opposite of {word}?", f"Tell me the opposite of {word}."]), f"The opposite of {word} is {OPPOSITES[word]}."
    if kind == 3:
        thing = d.any(list(THINGS))
        return f"What colour is {thing}?", f"{thing[0].upper()}{thing[1:]} is {THINGS[thing]}."
    if kind == 4:
        thing = d.any(list(MEANINGS))
        return d.any([f"What is {thing}?", f"What does {thing.split(' ', 1)[1]} mean?"]), MEANINGS[thing]
    if kind == 5:
        n = d.rng.randrange(11)
        return d.any([f"Which day comes after {DAYS[n % 7]}?", f"What day is after {DAYS[n % 7]}?"]), f"After {DAYS[n % 7]} comes {DAYS[(n + 1) % 7]}."
    if kind == 6:
        n = d.rng.randrange(12)
        return f"Which month comes after {MONTHS[n]}?", f"After {MONTHS[n]} comes {MONTHS[(n + 1) % 12]}."
    question = d.any(list(KNOWN))
    return question, KNOWN[question]


def read(d: Draw) -> tuple[str, str]:
    """A question whose answer stands in the question."""
    name, other, city, job = d.name(), d.name(), d.city(), d.any(JOBS)
    thing, colour, food, hobby, n = d.any(OBJECTS), d.any(COLOURS), d.any(FOODS), d.any(HOBBIES), d.number()
    facts = [
        (f"{name} lives in {city}.", f"Where does {name} live?", f"{name} lives in {city}."),
        (f"{name} is {article(job)}.", f"What does {name} do?", f"{name} is {article(job)}."),
        (f"{name} has {article(colour)} {thing}.", f"What colour is the {thing}?", f"The {thing} is {colour}."),
        (f"{name} likes {food}.", f"What does {name} like?", f"{name} likes {food}."),
        (f"{name} has {n} {thing}s.", f"How many {thing}s does {name} have?", f"{name} has {n} {thing}s."),
        (f"{name} and {other} love {hobby}.", f"Who loves {hobby}?", f"{name} and {other} love {hobby}."),
        (f"{other} is a friend of {name}.", f"Who is a friend of {name}?", f"{other} is a friend of {name}.")]
    chosen = d.rng.sample(facts, d.rng.randint(1, 3))
    target = d.any(chosen)
    return " ".join(f[0] for f in chosen) + " " + target[1], target[2]


def small_talk(d: Draw) -> tuple[str, str]:
    return d.any([
        (d.any(["Hello", "Hello!", "Hi", "Hi!", "Good morning.", "Hey", "Hello there!", "hello", "hi"]), d.any(HELLO)),
        (d.any(["Thank you.", "Thanks!", "Thank you very much.", "Thanks a lot."]), d.any(["You are welcome.", "You are welcome! Come back soon."])),
        (d.any(["How are you?", "How do you do?", "How are you today?"]), "I am well, thank you. How can I help you?"),
        (d.any(["Goodbye.", "Bye!", "See you."]), d.any(["Goodbye!", "Goodbye! Have a good day."])),
        (d.any(["Who are you?", "What are you?", "Tell me about yourself.", "What model are you?"]),
         "I am strata-tiny, a very small demonstration model that runs inside Strata. I can tell short stories, call simple tools and fill in JSON."),
        (d.any(["What can you do?", "What are you good at?", "Help", "What do you know?"]),
         "I can tell short stories, answer simple questions, call tools for the weather, sums, search and the time, and answer in JSON."),
        (f"My name is {(n := d.name())}.", f"Nice to meet you, {n}!"), (f"I am {(n := d.name())}. Hello!", f"Hello, {n}! How can I help you?"),
        (f"I like {(f := d.any(FOODS))}.", f"That is nice. Many people like {f}."), (f"I love {(f := d.any(HOBBIES))}.", f"That is nice. Many people love {f}."),
        (f"Say {(w := d.any(OBJECTS))}.", w.capitalize() + "."), (f"Say hello to {(n := d.name())}.", f"Hello, {n}!"),
        (f"Repeat after me: {(w := d.topic())}", w[0].upper() + w[1:] + "."),
        (f"Count to {NUMBERS[(n := d.rng.randint(2, 12))]}.", ", ".join(NUMBERS[1:n + 1]) + ".")])


def unknown(d: Draw) -> tuple[str, str]:
    """Questions beyond a model of this size, with the honest answer."""
    subject, other = d.of(SUBJECTS), d.of(SUBJECTS)
    return d.any([
        f"Who invented {subject}?", f"Explain {subject} to me.", f"Write a program about {subject}.", f"What is the difference between {subject} and {other}?",
        f"When were {subject} discovered?", f"Write an essay on {subject} and {other}.", f"Prove a theorem about {subject}.", f"Why are {subject} important?",
        f"Translate {subject} into Latin.", f"Who wrote the first book about {subject}?", f"How do I build {subject}?"]), d.any(UNKNOWN)
