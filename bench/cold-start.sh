#!/usr/bin/env bash
# Cold start and idle memory of the built binary: starts it N times (default 7) on a fresh data folder, prints the time
# from exec to the first 200 of /healthz (and the CPU time until then, which other load does not stretch) and to the
# first authenticated 200, and the resident memory two seconds later; then least and median of each.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
server="${STRATA_BINARY:-$root/artifacts/strata/Strata.Server}"
[ -n "${STRATA_BINARY:-}" ] || "$root/strata" version >/dev/null || { echo "the build failed: artifacts/build.log" >&2; exit 1; }
if [ -z "${DOTNET_ROOT:-}" ]; then
  for dotnet in "$(command -v dotnet || true)" "$HOME/.dotnet/dotnet"; do
    [ -x "$dotnet" ] && { DOTNET_ROOT="$(dirname "$(readlink -f "$dotnet")")"; export DOTNET_ROOT; break; }
  done
fi
port="${STRATA_PORT:-7971}" count="${1:-7}"
rows="$(mktemp)"
for _ in $(seq "$count"); do
  data="$(mktemp -d)"
  began=$(date +%s%N)
  HOME="$data" "$server" up --data "$data/state" --listen "http://127.0.0.1:$port" >"$data/out" 2>&1 &
  pid=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; do
    kill -0 "$pid" 2>/dev/null || { cat "$data/out" >&2; exit 1; }
    sleep 0.005
  done
  first=$(($(date +%s%N) - began))
  cpu=$(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat")
  until grep -q 'sk-strata-' "$data/out"; do sleep 0.005; done
  key="$(grep -o 'sk-strata-[a-z0-9]*' "$data/out" | head -1)"
  curl -sf -o /dev/null "http://127.0.0.1:$port/v1/models" -H "authorization: Bearer $key"
  entered=$(($(date +%s%N) - began))
  sleep 2
  resident=$(($(awk '/^VmRSS/ {print $2}' "/proc/$pid/status") / 1024))
  printf 'first 200: %4d ms (%4d ms CPU)   first request with a key: %4d ms   resident: %3d MB\n' \
    $((first / 1000000)) "$cpu" $((entered / 1000000)) $resident | tee -a "$rows"
  kill -TERM "$pid"
  wait "$pid" || true
  rm -rf "$data"
done
figures() { grep -oE "$1 *[0-9]+" "$rows" | grep -oE '[0-9]+$' | sort -n; }
for what in 'first 200:' '\(' 'key:' 'resident:'; do
  figures "$what" | awk -v what="$what" '{ v[NR] = $1 } END { sub(/\\\(/, "CPU until then:", what); printf "%-16s least %4d   median %4d\n", what, v[1], v[int((NR + 1) / 2)] }'
done
echo "load while measuring: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
rm -f "$rows"
