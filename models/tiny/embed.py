"""
Trains the embedding model: python3 embed.py DIR --steps N

Two layers of the decoder's architecture, read out as the mean of the last hidden states, of length 1. The loss asks each text to be nearer to its
partner than to every other text of the batch, both ways (InfoNCE). Resumes from DIR/state.pt as train.py does.
"""
import argparse
import os
import random
import time

import torch
from torch.nn import functional as F

import pairs
from decoder import Decoder, Shape
from learn_tokens import copied
from muon import Muon
from tokens import Tokenizer, learn

SHAPE = Shape(vocabulary=3072, width=160, layers=2, heads=5, hidden=416, context=512)
BATCH, WARM, MATRIX_RATE, OTHER_RATE, TEMPERATURE = 192, 30, 0.02, 0.004, 0.05


def encode(model, tokenizer, texts):
    """Vectors of texts; padding stands behind the text, where a causal model cannot see it."""
    ids = [tokenizer.encode(t)[:SHAPE.context] for t in texts]
    length = max(map(len, ids))
    padded = torch.tensor([i + [0] * (length - len(i)) for i in ids])
    mask = torch.tensor([[1.0] * len(i) + [0.0] * (length - len(i)) for i in ids]).unsqueeze(2)
    return F.normalize((model.hidden(padded) * mask).sum(1), dim=1)


@torch.no_grad()
def recall(model, tokenizer, held, k=10):
    """Share of held-out queries whose passage is among the k nearest of all held-out passages."""
    sides = [torch.cat([encode(model, tokenizer, [p[s] for p in held[i:i + 50]]) for i in range(0, len(held), 50)]) for s in (0, 1)]
    scores = sides[0] @ sides[1].T
    ranks = (scores > scores.diagonal().unsqueeze(1)).sum(1)
    return [(ranks < n).float().mean().item() for n in (1, k)]


def lengthened(number: int, batch: list) -> list:
    """Every twelfth batch joins passages, so that long texts are known too."""
    if number % 12:
        return batch
    rng, third = random.Random(f"{pairs.SEED}/long/{number}"), len(batch) // 6
    rest = [p[1] for p in batch[third:]]
    joined = []
    for i, (one, two) in enumerate(batch[:third]):
        texts = [two] + rest[i * 5:i * 5 + 5]
        rng.shuffle(texts)
        joined.append((one, " ".join(texts)))
    return joined


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("folder")
    flags.add_argument("--steps", type=int, required=True)
    flags.add_argument("--decay", type=int, default=100)
    flags = flags.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.set_flush_denormal(True)
    torch.manual_seed(pairs.SEED)
    os.makedirs(flags.folder, exist_ok=True)
    path = lambda name: os.path.join(flags.folder, name)
    if not os.path.exists(path("tokens.json")):
        learn((t for n in range(25) for pair in pairs.batch(n, BATCH) for t in pair), copied(), SHAPE.vocabulary).save(path("tokens.json"))
    tokenizer = Tokenizer.load(path("tokens.json"))
    model = Decoder(SHAPE)
    matrices = model.matrices()
    muon = Muon(matrices)
    inside = {id(p) for g in matrices for p in g}
    adam = torch.optim.AdamW([p for p in model.parameters() if id(p) not in inside], lr=OTHER_RATE, betas=(0.9, 0.98), weight_decay=0.0)
    step = 0
    if os.path.exists(path("state.pt")):
        state = torch.load(path("state.pt"))
        model.load_state_dict(state["model"])
        adam.load_state_dict(state["adam"])
        muon.buffers, step = state["muon"], state["step"]
    held, started, saved = pairs.held(500), time.time(), time.time()

    def save(name):
        torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "muon": muon.buffers, "step": step}, path(name + ".new"))
        os.replace(path(name + ".new"), path(name))

    while step < flags.steps:
        batch = lengthened(step, pairs.batch(step, BATCH))
        rate = min(1.0, (step + 1) / WARM, (flags.steps - step) / flags.decay)
        for group in adam.param_groups:
            group["lr"] = OTHER_RATE * rate
        model.zero_grad(set_to_none=True)
        one, two = (encode(model, tokenizer, [p[side] for p in batch]) for side in (0, 1))
        scores, right = one @ two.T / TEMPERATURE, torch.arange(len(batch))
        loss = (F.cross_entropy(scores, right) + F.cross_entropy(scores.T, right)) / 2
        loss.backward()
        adam.step()
        muon.step(MATRIX_RATE * rate)
        step += 1
        if step % 10 == 0 or step == flags.steps:
            line = f"step {step} loss {loss.item():.4f} seconds {time.time() - started:.0f}"
            if step % 50 == 0 or step == flags.steps:
                line += " recall@1 {:.3f} recall@10 {:.3f}".format(*recall(model, tokenizer, held))
            with open(path("log.txt"), "a") as log:
                log.write(line + "\n")
            print(line, flush=True)
        if time.time() - saved > 180:
            save("state.pt")
            saved = time.time()
    save("state.pt")
    save("final.pt")


if __name__ == "__main__":
    main()
