#!/usr/bin/env bash
# Runs the official Python clients of the compatibility kit against a fresh door with a real model.
#   tools/python-clients-check.sh [KIT] [MODEL.gguf] [PYTHON]
# KIT is a folder with openai_client.py; PYTHON an interpreter that has the clients installed (default: made by KIT/../tools).
# Ends with `N passed, N failed, N skipped`; exit status 1 on a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

kit="${1:-../shared/clients}"
model="$(realpath "${2:-../shared/models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf}")"
python="${3:-}"
if [ -z "$python" ]; then
    folder="${XDG_CACHE_HOME:-$HOME/.cache}/strata-python-clients"
    "$kit/../tools/python-clients.sh" "$folder" >/dev/null
    python="$folder/bin/python"
fi

data="$(mktemp -d)"
name="$(./strata pull "$model" --data "$data" 2>/dev/null | cut -d' ' -f1)"
./strata up --data "$data" --listen 127.0.0.1:0 >"$data/out.log" 2>&1 &
server=$!
stop() { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"; }
trap stop EXIT

for _ in $(seq 1 600); do
    url="$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$data/out.log" | head -n 1 || true)"
    key="$(grep -oE 'sk-strata-[A-Za-z0-9_-]+' "$data/out.log" | head -n 1 || true)"
    [ -n "$url" ] && [ -n "$key" ] && curl -fsS "$url/readyz" >/dev/null 2>&1 && break
    kill -0 "$server" 2>/dev/null || { cat "$data/out.log"; exit 1; }
    sleep 0.1
done

"$python" "$kit/openai_client.py" --base-url "$url" --key "$key" --model "$name"
