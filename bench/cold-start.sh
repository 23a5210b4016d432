#!/usr/bin/env bash
# Cold start and idle memory of the built binary: starts it N times (default 5) on a fresh data folder, prints the time
# from exec to the first 200 of /healthz (and the CPU time until then, which other load does not stretch) and to the first authenticated 200, and the resident memory two seconds later.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
"$root/strata" version >/dev/null
port=7971
for _ in $(seq "${1:-5}"); do
  data="$(mktemp -d)"
  began=$(date +%s%N)
  HOME="$data" "$root/artifacts/strata/Strata.Server" up --data "$data" --listen "http://127.0.0.1:$port" >"$data/out" 2>&1 &
  pid=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; do sleep 0.005; done
  first=$(($(date +%s%N) - began))
  cpu=$(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat")
  until grep -q 'sk-strata-' "$data/out"; do sleep 0.005; done
  key="$(grep -o 'sk-strata-[a-z0-9]*' "$data/out" | head -1)"
  curl -sf -o /dev/null "http://127.0.0.1:$port/v1/models" -H "authorization: Bearer $key"
  entered=$(($(date +%s%N) - began))
  sleep 2
  printf 'first 200: %4d ms (%4d ms CPU)   first request with a key: %4d ms   resident: %3d MB\n' \
    $((first / 1000000)) "$cpu" $((entered / 1000000)) $(($(awk '/^VmRSS/ {print $2}' "/proc/$pid/status") / 1024))
  kill -TERM "$pid"
  wait "$pid" || true
  rm -rf "$data"
done
