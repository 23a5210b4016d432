#!/usr/bin/env bash
# Kills the server under load N times (default 200) and looks for lost or doubled ledger rows: './strata check crash N'.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
"${DOTNET:-dotnet}" build "$root/tests/Strata.Server.Tests" -c Release -v q
STRATA_CRASH_ROUNDS="${1:-200}" exec "$root/artifacts/bin/Strata.Server.Tests/release/Strata.Server.Tests" -noLogo -noColor -diagnostics -class Strata.Server.Tests.Crash.KillTests
