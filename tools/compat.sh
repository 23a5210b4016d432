#!/usr/bin/env bash
# Runs a client script of the compatibility kit against a fresh Strata whose provider is the kit's scripted upstream.
#   tools/compat.sh SCRIPT [ARGS]
# SCRIPT is a path, or a name in the kit (openai_client.py). STRATA_KIT is the kit's folder (default ../shared/clients), STRATA_PYTHON an
# interpreter that has the clients (default: made once, offline, by the kit's own tool). STRATA_VIA=DIALECT (openai, anthropic, gemini,
# ollama) leaves only the upstream's side of that dialect, so that every other surface is translated; STRATA_MODEL=NAME[=FILE] asks a
# model of this process instead (`--mock` is then not passed). The exit code is the script's.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,8p' "$0" | cut -c3-; exit 2; }
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
kit="$(realpath "${STRATA_KIT:-$here/../shared/clients}")"
script="$1"; shift
[ -f "$script" ] || script="$kit/$script"
[ -f "$script" ] || { echo "there is no $script" >&2; exit 2; }
python="${STRATA_PYTHON:-}"
if [ -z "$python" ]; then
    folder="${XDG_CACHE_HOME:-$HOME/.cache}/strata-python-clients"
    "$kit/../tools/python-clients.sh" "$folder" >/dev/null
    python="$folder/bin/python"
fi

data="$(mktemp -d)"
pids=()
stop() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
    [ -n "${STRATA_KEEP:-}" ] || rm -rf "$data"
}
trap stop EXIT

port="$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
"$python" "$kit/upstream.py" --port "$port" >"$data/upstream.log" 2>&1 &
pids+=($!)

provider() { # NAME KIND PATH
    [ -z "${STRATA_VIA:-}" ] || [ "$STRATA_VIA" = "$1" ] || return 0
    printf '    - { name: up-%s, kind: %s, url: "http://127.0.0.1:%s%s", key: sk-upstream, any_model: true }\n' "$1" "$2" "$port" "$3"
}
{
    echo "gateway:"
    echo "  providers:"
    provider openai openai-compatible /v1
    provider anthropic anthropic-compatible /v1
    provider gemini gemini /v1beta
    provider ollama ollama ""
} >"$data/strata.yaml"

"$here/strata" up --config "$data/strata.yaml" --data "$data/state" --listen 127.0.0.1:0 >"$data/out.log" 2>&1 &
pids+=($!)
url="" key=""
for _ in $(seq 1 1200); do
    url="$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$data/out.log" | head -n 1 || true)"
    key="$(grep -oE 'sk-strata-[A-Za-z0-9_-]+' "$data/out.log" | head -n 1 || true)"
    [ -n "$url" ] && [ -n "$key" ] && curl -fsS "$url/readyz" >/dev/null 2>&1 && break
    kill -0 "${pids[1]}" 2>/dev/null || { cat "$data/out.log" >&2; exit 1; }
    sleep 0.1
done

mode=(--mock --upstream-url "http://127.0.0.1:$port")
[ -z "${STRATA_MODEL:-}" ] || mode=(--model "$STRATA_MODEL")
# The collector's script asks more of a server: gRPC on the same port, the instrumented upstream, and where a trace is read back.
[ "$(basename "$script")" != otel_client.py ] || mode+=(--grpc-endpoint "${url#http://}" --openai-url "http://127.0.0.1:$port" --verify-url "$url/strata/v1/traces/{trace_id}")
set +e
"$python" "$script" --base-url "$url" --key "$key" "${mode[@]}" "$@"
code=$?
[ $code -eq 0 ] || grep -iE 'warn|error|fail' "$data/out.log" | tail -n 20 >&2
exit $code
