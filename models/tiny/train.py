"""
Trains the decoder: python3 train.py DIR

Writes DIR/tokens.json, DIR/state.pt (every few minutes; a run that was stopped goes on from it and ends with the same weights), DIR/log.txt and,
at the end, DIR/final.pt. One thread, fixed seeds: the same machine and libraries give the same bits. The learning rate is constant and
falls linearly to the end (`PLAN`), so a longer run starts as a shorter one does.
"""
import os
import random
import sys
import time

import torch

import corpus
from corpus import CHUNK
from decoder import Decoder, Shape
from learn_tokens import copied, texts
from muon import Muon
from tokens import Tokenizer, learn, render

BUDGET, WARM, MATRIX_RATE, OTHER_RATE = 3072, 60, 0.02, 0.004


# From this step on: the last step, and over how many steps before it the rate falls. The run was lengthened and shortened as there was time; what is written here is what it was.
PLAN = [(0, 1700, 500), (1222, 1900, 678), (1366, 2300, 1220), (1843, 2060, 579), (2060, 3600, 3080), (2280, 5600, 4150), (5100, 6500, 11620)]


# From this chunk on a seventh of the batches are echoes: copying out of the prompt is what the calls need most, and it is learned slowly from calls alone.
ECHO, ECHO_ROWS, ECHO_LENGTH = 204, 24, 128


def echo(tokenizer: Tokenizer, rng: random.Random) -> list:
    """A batch of rows that begin with words drawn at random and go on with pieces of themselves; or with words and numbers, and go on with a word and its number."""
    words = [i for i, v in enumerate(tokenizer.vocabulary) if not v.startswith("<|")]
    digits = [tokenizer.ids[d] for d in "0123456789"]
    rows = []
    for _ in range(ECHO_ROWS):
        if rng.random() < 0.65:
            ids = rng.sample(words, rng.randint(20, 64))
            parts = [ids[at:at + rng.randint(3, 9)] for at in (rng.randrange(len(ids) - 3) for _ in range(64))]
        else:
            parts = [[word] + [rng.choice(digits) for _ in range(rng.randint(1, 6))] for word in rng.sample(words, rng.randint(2, 9))]
            ids = [i for part in parts for i in part]
            parts = rng.choices(parts, k=64)
        weights = [0.0] * len(ids)
        for part in parts:
            ids, weights = ids + part, weights + [0.0] + [1.0] * (len(part) - 1)
        rows.append((ids[:ECHO_LENGTH], weights[:ECHO_LENGTH]))
    return rows


def rate_at(step: int) -> float:
    _, steps, decay = max(p for p in PLAN if p[0] <= step)
    return min(1.0, (step + 1) / WARM, (steps - step) / decay)


def chunk(tokenizer: Tokenizer, number: int) -> list:
    """The batches of samples number·512 … +511: alike in length, so that little is padding; a few samples are joined to the full context."""
    rng = random.Random(f"{corpus.SEED}/chunk/{number}")
    samples = [render(tokenizer, s, story=1.0 if number < corpus.STAGE else 0.5) for s in (corpus.training(number * CHUNK + i) for i in range(CHUNK))]
    joined, rest = [], samples[:]
    if number % 2 == 0:
        for _ in range(3):
            ids, weights = [], []
            while len(ids) + len(rest[-1][0]) <= Shape().context:
                more = rest.pop()
                ids, weights = ids + more[0], weights + more[1]
            joined.append((ids, weights))
    rest.sort(key=lambda s: len(s[0]))
    batches, current = [joined] if joined else [], []
    for sample in rest:
        if current and (len(current) + 1) * len(sample[0]) > BUDGET:
            batches.append(current)
            current = []
        current.append(sample)
    batches.append(current)
    if number >= ECHO:
        batches += [echo(tokenizer, rng) for _ in range(len(batches) // 6)]
    rng.shuffle(batches)
    return batches


def tensors(batch):
    length = max(len(ids) for ids, _ in batch)
    ids, weights = torch.zeros(len(batch), length, dtype=torch.long), torch.zeros(len(batch), length)
    for row, (i, w) in enumerate(batch):
        ids[row, :len(i)], weights[row, :len(w)] = torch.tensor(i), torch.tensor(w)
    return ids, weights


@torch.no_grad()
def exact(model: Decoder, tokenizer: Tokenizer, samples: list) -> float:
    """Share of samples whose last answer is the likeliest token at every place: what greedy decoding would write."""
    right = 0
    for sample in samples:
        ids, weights = render(tokenizer, sample, 1.0, 0.0)
        start = len(ids) - 1
        while ids[start] != tokenizer.ids["<|assistant|>"]:
            start -= 1
        guess = (model.hidden(torch.tensor([ids[:-1]]))[0] @ model.embedding.T).argmax(-1).tolist()[start:]
        wanted = ids[start + 1:]
        call = sample.get("kind") != "none"
        right += guess == wanted if call else guess[0] != tokenizer.ids["<"] if "<" in tokenizer.ids else False
    return right / len(samples)


def main():
    folder, steps = sys.argv[1], PLAN[-1][1]
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.set_flush_denormal(True)
    torch.manual_seed(corpus.SEED)
    os.makedirs(folder, exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    if not os.path.exists(path("tokens.json")):
        learn(texts(12000), copied()).save(path("tokens.json"))
    tokenizer = Tokenizer.load(path("tokens.json"))
    model = Decoder()
    matrices = model.matrices()
    muon = Muon(matrices)
    inside = {id(p) for g in matrices for p in g}
    adam = torch.optim.AdamW([p for p in model.parameters() if id(p) not in inside], lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0)
    step, number, place, seen = 0, 0, 0, 0
    if os.path.exists(path("state.pt")):
        state = torch.load(path("state.pt"))
        model.load_state_dict(state["model"])
        adam.load_state_dict(state["adam"])
        muon.buffers = state["muon"]
        step, number, place, seen = state["at"]
    tools, schemas = corpus.held("tools", 150), corpus.held("schema", 80)
    batches, started, saved, average = chunk(tokenizer, number), time.time(), time.time(), None

    def save(name):
        torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "muon": muon.buffers, "at": (step, number, place, seen)}, path(name + ".new"))
        os.replace(path(name + ".new"), path(name))

    while step < steps:
        if place == len(batches):
            number, place = number + 1, 0
            batches = chunk(tokenizer, number)
        ids, weights = tensors(batches[place])
        rate = rate_at(step)
        for group in adam.param_groups:
            group["lr"] = OTHER_RATE * rate
        model.zero_grad(set_to_none=True)
        loss = model.loss(ids, weights)
        loss.backward()
        adam.step()
        muon.step(MATRIX_RATE * rate)
        step, place, seen = step + 1, place + 1, seen + int((weights > 0).sum())
        average = loss.item() if average is None else 0.95 * average + 0.05 * loss.item()
        if step % 20 == 0 or step == steps:
            line = f"step {step} loss {average:.4f} tokens {seen} seconds {time.time() - started:.0f}"
            if step % 100 == 0 or step == steps:
                line += f" tools {exact(model, tokenizer, tools):.3f} schema {exact(model, tokenizer, schemas):.3f}"
            with open(path("log.txt"), "a") as log:
                log.write(line + "\n")
            print(line, flush=True)
        if time.time() - saved > 120:
            save("state.pt")
            saved = time.time()
    save("state.pt")
    save("final.pt")


if __name__ == "__main__":
    main()
