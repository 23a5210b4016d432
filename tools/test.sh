#!/usr/bin/env bash
# Builds everything and runs every test executable, two at a time; an argument keeps the projects whose name contains it.
# The closing line is the sum: N passed, N failed, N skipped.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit 1
logs="$root/artifacts/test-logs"
rm -rf "$logs" && mkdir -p "$logs"

names=()
for folder in tests/*/; do
  name="$(basename "$folder")"
  [ -f "$folder/$name.csproj" ] && [[ "$name" == *"${1:-}"* ]] && [[ "$name" == *Tests || "$name" == Strata.Architecture ]] && names+=("$name")
done
[ ${#names[@]} -gt 0 ] || { echo "no test project is named like '${1:-}'" >&2; exit 2; }

if [ $# -eq 0 ]; then
  "$DOTNET" build Strata.slnx -c Release -v q || { echo "0 passed, 1 failed, 0 skipped (the build)"; exit 1; }
else
  for name in "${names[@]}"; do
    "$DOTNET" build "tests/$name" -c Release -v q || { echo "0 passed, 1 failed, 0 skipped (the build)"; exit 1; }
  done
fi

one='"artifacts/bin/$1/release/$1" -noLogo -noColor >"'"$logs"'/$1.log" 2>&1; echo $? >"'"$logs"'/$1.rc"'
printf '%s\n' "${names[@]}" | xargs -P "${STRATA_TEST_JOBS:-2}" -I{} bash -c "$one" _ {}

passed=0 failed=0 skipped=0
for name in "${names[@]}"; do
  log="$logs/$name.log" rc="$(cat "$logs/$name.rc")"
  total="$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+, Time: .*' "$log" | tail -1)"
  read -r all errors bad skip idle <<<"$(grep -oE '[0-9]+' <<<"${total%%, Time*}" | tr '\n' ' ')"
  if [ -z "$total" ]; then
    all=1 errors=0 bad=1 skip=0 idle=0
    tail -20 "$log"
  fi
  grep -A1 -E '\[SKIP\]' "$log"
  [ "$rc" -eq 0 ] || grep -vE '\[SKIP\]|^ *$' "$log" | head -200
  [ "$rc" -eq 0 ] || [ $((bad + errors)) -gt 0 ] || bad=1
  printf '%-28s %5d passed %3d failed %3d skipped %10s\n' "$name" $((all - bad - errors - skip - idle)) $((bad + errors)) "$skip" "${total##*Time: }"
  passed=$((passed + all - bad - errors - skip - idle)) failed=$((failed + bad + errors)) skipped=$((skipped + skip))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
