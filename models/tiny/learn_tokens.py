"""Learns the vocabulary from the first samples of the corpus: python3 learn_tokens.py FILE"""
import sys

import corpus
import words
from tokens import Tokenizer, learn, render, signature


def texts(count: int):
    for i in range(count):
        sample = corpus.training(i)
        if "text" in sample:
            yield sample["text"]
            continue
        yield "\n".join(signature(t) for t in sample.get("tools") or [])
        yield ", ".join(f"{n}: {t}" for n, t in sample.get("schema") or [])
        yield sample.get("system", "")
        for _, text in sample["messages"]:
            yield text


def copied() -> set[str]:
    """Words that answers copy out of prompts."""
    lists = [words.FIRST, words.CITIES, words.SUBJECTS, words.JOBS, words.HOBBIES, words.FOODS, words.OBJECTS, words.COLOURS, words.DAYS,
             words.MONTHS, words.WEATHER]
    return {w for names in lists for n in names for w in n.split()} | {"today", "tomorrow", "celsius", "fahrenheit"}


if __name__ == "__main__":
    tokenizer = learn(texts(12000), copied())
    tokenizer.save(sys.argv[1])
    lengths = sorted(len(render(tokenizer, corpus.training(i))[0]) for i in range(2000))
    print(f"{len(tokenizer.vocabulary)} tokens, {len(tokenizer.merges)} merges; sample length mean {sum(lengths) / 2000:.0f}, median {lengths[1000]}, 99 % {lengths[1980]}, most {lengths[-1]}")
