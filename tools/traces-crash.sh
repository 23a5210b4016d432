#!/usr/bin/env bash
# Kills a process that appends spans N times (default 100) and looks for lost or doubled spans: './strata check traces-crash N'.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
"${DOTNET:-dotnet}" build "$root/tests/Strata.Traces.Tests" -c Release -v q
STRATA_CRASH_ROUNDS="${1:-100}" exec "$root/artifacts/bin/Strata.Traces.Tests/release/Strata.Traces.Tests" -noLogo -noColor -diagnostics -class Strata.Traces.Tests.Crash.KillTests
