"""
A trained model as GGUF version 3: python3 gguf.py decoder|embed RUN OUT

RUN holds tokens.json and final.pt (else state.pt). Matrices become Q8_0, norms stay 32-bit floats. Nothing in the file depends on the time or the machine.
"""
import hashlib
import os
import struct
import sys

import numpy as np
import torch

from decoder import BASE, EPSILON, Shape
from tokens import SPECIAL, TEMPLATE, Tokenizer

U32, F32, BOOL, STRING, ARRAY, I32 = 4, 6, 7, 8, 9, 5
NAMES = {"attention_norm": "attn_norm", "feed_norm": "ffn_norm", "q": "attn_q", "k": "attn_k", "v": "attn_v", "o": "attn_output", "gate": "ffn_gate",
         "up": "ffn_up", "down": "ffn_down"}


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key: str, kind: int, value) -> bytes:
    plain = {U32: lambda v: struct.pack("<I", v), I32: lambda v: struct.pack("<i", v), F32: lambda v: struct.pack("<f", v), BOOL: lambda v: struct.pack("<?", v), STRING: text}
    if isinstance(value, list):
        return text(key) + struct.pack("<IIQ", ARRAY, kind, len(value)) + b"".join(plain[kind](v) for v in value)
    return text(key) + struct.pack("<I", kind) + plain[kind](value)


def q8(matrix: np.ndarray) -> bytes:
    """Blocks of 32: a half-precision scale, then 32 signed bytes."""
    blocks = matrix.astype(np.float32).reshape(-1, 32)
    scale = np.abs(blocks).max(1, keepdims=True) / 127
    whole = np.where(scale > 0, np.round(blocks / np.where(scale > 0, scale, 1)), 0).astype(np.int8)
    return b"".join(s.tobytes() + w.tobytes() for s, w in zip(scale.astype(np.float16), whole))


def tensors(state: dict):
    yield "token_embd.weight", state["embedding"]
    for name, value in state.items():
        parts = name.split(".")
        if parts[0] == "layers":
            yield f"blk.{parts[1]}.{NAMES[parts[2]]}.weight", value
    yield "output_norm.weight", state["norm"]


def write(kind: str, run: str, out: str) -> None:
    final = os.path.join(run, "final.pt")
    state = torch.load(final if os.path.exists(final) else os.path.join(run, "state.pt"), map_location="cpu")["model"]
    tokenizer = Tokenizer.load(os.path.join(run, "tokens.json"))
    if kind == "decoder":
        shape, name, about = Shape(), "strata-tiny", "A very small demonstration model: short stories, simple questions, tool calls and JSON."
    else:
        from embed import SHAPE as shape
        name, about = "strata-tiny-embed", "A very small demonstration model that turns texts into vectors."
    layers = shape.layers
    types = [3] * len(SPECIAL) + [5 if t.startswith("<|unused") else 1 for t in tokenizer.vocabulary[len(SPECIAL):]]
    meta = [
        entry("general.architecture", STRING, "llama"), entry("general.name", STRING, name), entry("general.description", STRING, about),
        entry("general.license", STRING, "Apache-2.0"), entry("general.file_type", U32, 7), entry("general.quantization_version", U32, 2),
        entry("llama.context_length", U32, shape.context), entry("llama.embedding_length", U32, shape.width), entry("llama.block_count", U32, layers),
        entry("llama.feed_forward_length", U32, shape.hidden), entry("llama.attention.head_count", U32, shape.heads), entry("llama.attention.head_count_kv", U32, shape.heads),
        entry("llama.rope.dimension_count", U32, shape.head), entry("llama.rope.freq_base", F32, BASE), entry("llama.attention.layer_norm_rms_epsilon", F32, EPSILON),
        entry("llama.vocab_size", U32, shape.vocabulary),
        entry("tokenizer.ggml.model", STRING, "gpt2"), entry("tokenizer.ggml.pre", STRING, "smollm"), entry("tokenizer.ggml.tokens", STRING, tokenizer.vocabulary),
        entry("tokenizer.ggml.token_type", I32, types), entry("tokenizer.ggml.merges", STRING, [" ".join(m) for m in tokenizer.merges]),
        entry("tokenizer.ggml.eos_token_id", U32, 0), entry("tokenizer.ggml.add_bos_token", BOOL, False)]
    if kind == "decoder":
        meta.append(entry("tokenizer.chat_template", STRING, TEMPLATE))
    else:
        meta.append(entry("llama.pooling_type", U32, 1))
    infos, data = b"", b""
    count = 0
    for tensor, value in tensors(state):
        array = value.numpy()
        data += b"\0" * (-len(data) % 32)
        infos += text(tensor) + struct.pack("<I", array.ndim) + b"".join(struct.pack("<Q", n) for n in reversed(array.shape)) + struct.pack("<IQ", 8 if array.ndim == 2 else 0, len(data))
        data += q8(array) if array.ndim == 2 else array.astype(np.float32).tobytes()
        count += 1
    head = b"GGUF" + struct.pack("<IQQ", 3, count, len(meta)) + b"".join(meta) + infos
    whole = head + b"\0" * (-len(head) % 32) + data + b"\0" * (-len(data) % 32)
    with open(out, "wb") as file:
        file.write(whole)
    print(f"{out}: {len(whole)} bytes, sha256 {hashlib.sha256(whole).hexdigest()}")


if __name__ == "__main__":
    write(*sys.argv[1:4])
