"""
Byte-level BPE learned from the corpus, and the frame of a conversation.

Words are split as the `smollm` pre-tokenizer does: digits one by one, then GPT-2's words. Merges are learned inside words first; only then may the
space before a frequent word join it. So a copied word has the same pieces after a space as after a quotation mark, which makes copying easy to learn.
"""
import json
import re
from collections import Counter

SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>", "<|tools|>", "<|schema|>"]
SIZE = 1536
WORD = re.compile(r"[0-9]|'(?:s|t|re|ve|m|ll|d)| ?[A-Za-z]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")


def byte_alphabet() -> list[str]:
    """GPT-2's visible character for every byte."""
    visible = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or 174 <= b]
    spare = iter(range(256, 512))
    return [chr(b if b in visible else next(spare)) for b in range(256)]


ALPHABET = byte_alphabet()
SPACE = ALPHABET[32]


def words(text: str) -> list[str]:
    """The words of a text; digits cut it first, so a space before one stands alone."""
    found = []
    for part in re.findall(r"[0-9]|[^0-9]+", text):
        found += WORD.findall(part)
    return found


def visible(word: str) -> str:
    return "".join(ALPHABET[b] for b in word.encode())


class Tokenizer:
    def __init__(self, vocabulary: list[str], merges: list[tuple[str, str]]):
        self.vocabulary, self.merges = vocabulary, merges
        self.ids = {t: i for i, t in enumerate(vocabulary)}
        self.ranks = {m: i for i, m in enumerate(merges)}
        self.known: dict[str, list[int]] = {}

    @staticmethod
    def load(path: str) -> "Tokenizer":
        with open(path) as file:
            data = json.load(file)
        return Tokenizer(data["vocabulary"], [tuple(m.split(" ")) for m in data["merges"]])

    def save(self, path: str) -> None:
        with open(path, "w") as file:
            json.dump({"vocabulary": self.vocabulary, "merges": [" ".join(m) for m in self.merges]}, file, indent=0)

    def encode(self, text: str) -> list[int]:
        ids = []
        for word in words(text):
            if word not in self.known:
                self.known[word] = [self.ids[p] for p in merge_all(list(visible(word)), self.ranks)]
            ids += self.known[word]
        return ids


def merge_all(pieces: list[str], ranks: dict) -> list[str]:
    while len(pieces) > 1:
        rank, at = min((ranks.get((pieces[i], pieces[i + 1]), 1 << 30), i) for i in range(len(pieces) - 1))
        if rank == 1 << 30:
            break
        pieces[at:at + 2] = [pieces[at] + pieces[at + 1]]
    return pieces


def learn(texts, copied: set[str], size: int = SIZE) -> Tokenizer:
    """Learns merges from texts; `copied` are words whose space stays apart."""
    counts = Counter(visible(w) for text in texts for w in words(text))
    inner = Counter()
    for word, n in counts.items():
        inner[word.removeprefix(SPACE) if word[-1].isalpha() else word] += n
    split = {w: list(w) for w in inner if len(w) > 1}
    merges: list[tuple[str, str]] = []
    spaced = [w for w, _ in sorted(counts.items(), key=lambda e: (-e[1], e[0])) if w[0] == SPACE and len(w) > 1 and w[1:].isascii() and w[1:].isalpha()]
    spaced = [w for w in spaced if w[1:] not in copied and counts[w] > 60][:420]
    room = size - 256 - len(SPECIAL) - len(spaced)
    pairs, where = Counter(), {}
    for word, pieces in split.items():
        for pair in zip(pieces, pieces[1:]):
            pairs[pair] += inner[word]
            where.setdefault(pair, set()).add(word)
    while len(merges) < room and pairs:
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        for word in where.pop(best):
            pieces, n = split[word], inner[word]
            for pair in zip(pieces, pieces[1:]):
                pairs[pair] -= n
                if pairs[pair] <= 0:
                    del pairs[pair]
            i = 0
            while i < len(pieces) - 1:
                if (pieces[i], pieces[i + 1]) == best:
                    pieces[i:i + 2] = [best[0] + best[1]]
                i += 1
            for pair in zip(pieces, pieces[1:]):
                pairs[pair] += n
                where.setdefault(pair, set()).add(word)
    ranks = {m: i for i, m in enumerate(merges)}
    for word in spaced:
        pieces = merge_all(list(word[1:]), ranks)
        if len(pieces) == 1:
            merges.append((SPACE, word[1:]))
    vocabulary = SPECIAL + ALPHABET + [a + b for a, b in merges]
    vocabulary += [f"<|unused{i}|>" for i in range(size - len(vocabulary))]
    return Tokenizer(vocabulary, merges)


def signature(tool: dict) -> str:
    return f"{tool['name']}({', '.join(tool['parameters'])})"


def render(tokenizer: Tokenizer, sample: dict, heavy: float = 1.0, light: float = 0.15, story: float = 1.0) -> tuple[list[int], list[float]]:
    """Token ids of a sample and how much each counts in the loss: what the assistant says fully, what it reads a little."""
    ids: list[int] = []
    weights: list[float] = []

    def add(tokens: list[int], weight: float) -> None:
        ids.extend(tokens)
        weights.extend([weight] * len(tokens))

    def block(role: str, text: str, weight: float) -> None:
        add([tokenizer.ids[f"<|{role}|>"]], light)
        add(tokenizer.encode(text), weight)
        add([tokenizer.ids["<|end|>"]], weight)

    if "text" in sample:
        add(tokenizer.encode(sample["text"]), heavy * story)
        add([tokenizer.ids["<|end|>"]], heavy * story)
        return ids, weights
    if sample.get("tools"):
        block("tools", "\n".join(signature(t) for t in sample["tools"]), light * 0.3)
    if sample.get("schema"):
        block("schema", ", ".join(f"{n}: {t}" for n, t in sample["schema"]), light * 0.3)
    if sample.get("system"):
        block("system", sample["system"], light)
    for role, text in sample["messages"]:
        told = story if len(text) > 250 else 1.0
        block(role, text, heavy * told if role == "assistant" else light)
    return ids, weights


TEMPLATE = """{%- if tools %}{{ '<|tools|>' }}{% for tool in tools %}{% set f = tool.function if tool.function is defined else tool %}
{{- f.name }}({% if f.parameters and f.parameters.properties %}{{ f.parameters.properties.keys() | list | join(', ') }}{% endif %}){% if not loop.last %}
{{- '\\n' }}{% endif %}{% endfor %}{{ '<|end|>' }}{% endif %}
{%- if json_schema and json_schema.properties %}{{ '<|schema|>' }}{% for name, p in json_schema.properties.items() %}{{ name }}: {% if p.enum %}{{ p.enum | join('|') }}
{%- elif p.type == 'array' %}{{ (p['items'].type if p['items'] else 'string') }}[]{% else %}{{ p.type }}{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}{{ '<|end|>' }}{% endif %}
{%- for message in messages %}{% set role = 'system' if message.role == 'developer' else message.role %}{{ '<|' ~ role ~ '|>' }}{% if message.content %}{{ message.content }}{% endif %}
{%- if message.tool_calls %}{% for call in message.tool_calls %}{% set f = call.function if call.function is defined else call %}
{{- '<tool_call>{"name": ' }}{{ f.name | tojson }}, "arguments": {{ f.arguments if f.arguments is string else f.arguments | tojson }}{{ '}</tool_call>' }}{% endfor %}{% endif %}
{{- '<|end|>' }}{% endfor %}
{%- if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"""
