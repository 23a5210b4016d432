#!/usr/bin/env bash
# Builds everything and runs every test executable, one after another; an argument keeps the projects whose name contains it.
# A project that hangs is killed after STRATA_TEST_SECONDS (300) and counts as failed, as does one that crashes. At the end
# stand the reasons of skips, what failed with its output, and the sum: N passed, N failed, N skipped.
# STRATA_TEST_JOBS runs more at a time. With STRATA_CI=1 a skip for want of a server, a browser or an npm package is a failure.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit 1
logs="$root/artifacts/test-logs"
seconds="${STRATA_TEST_SECONDS:-300}"
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

run() { # NAME: runs one project, then says in a line how it went
  local log="$logs/$1.log" rc line all errors bad skip idle took
  timeout -k 10 "$seconds" "artifacts/bin/$1/release/$1" -noLogo -noColor >"$log" 2>&1 </dev/null
  rc=$?
  line="$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+, Time: .*' "$log" | tail -1)"
  read -r all errors bad skip idle <<<"$(grep -oE '[0-9]+' <<<"${line%%, Time*}" | tr '\n' ' ')"
  took="${line##*Time: }"
  bad=$((${bad:-0} + ${errors:-0}))
  if [ $rc -eq 124 ] || [ $rc -eq 137 ]; then
    took="killed after ${seconds}s"
    bad=$((bad + 1)) all=$((${all:-0} + 1))
  elif [ -z "$line" ]; then
    took="crashed, exit $rc"
    bad=1 all=1
  elif [ $rc -ne 0 ] && [ $bad -eq 0 ]; then
    took="exit $rc"
    bad=1 all=$((all + 1))
  fi
  echo "$((all - bad - ${skip:-0} - ${idle:-0})) $bad ${skip:-0}" >"$logs/$1.sum"
  printf '%-28s %5d passed %3d failed %3d skipped   %s\n' "$1" $((all - bad - ${skip:-0} - ${idle:-0})) $bad "${skip:-0}" "$took"
}

# Lines of a log that belong to results of one kind: the name, and what stands indented below it.
results() { awk -v kind="[$2]" '/^ *[^ ].* \[(FAIL|SKIP)\]$/ { on = index($0, kind) } /^ ? ? ?[^ ]/ { on = 0 } on' "$logs/$1.log"; }

export -f run
export logs seconds
printf '%s\n' "${names[@]}" | xargs -P "${STRATA_TEST_JOBS:-1}" -I{} bash -c 'run "$1"' _ {}

passed=0 failed=0 skipped=0 wanting=0
for name in "${names[@]}"; do
  read -r good bad skip <"$logs/$name.sum"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skip))
  [ "$skip" -gt 0 ] || continue
  echo; echo "skipped in $name:"; results "$name" SKIP
  wanting=$((wanting + $(results "$name" SKIP | grep -v '\[SKIP\]' | grep -cE 'STRATA_[A-Z]|Chromium|npm ')))
done
for name in "${names[@]}"; do
  read -r _ bad _ <"$logs/$name.sum"
  [ "$bad" -eq 0 ] && continue
  echo; echo "failed in $name (all of its output: ${logs#"$root/"}/$name.log):"
  results "$name" FAIL
  grep -q '\[FAIL\]$' "$logs/$name.log" || tail -30 "$logs/$name.log"
done

echo
if [ "${STRATA_CI:-}" = 1 ] && [ $wanting -gt 0 ]; then
  echo "STRATA_CI=1: $wanting of the skips above lack a server, a browser or a package that this run had to bring; they count as failed."
  failed=$((failed + wanting)) skipped=$((skipped - wanting))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
