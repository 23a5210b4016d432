#!/usr/bin/env bash
# Kills the server under load N times (default 200) and looks for lost or doubled ledger rows. Builds nothing.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
STRATA_CRASH_ROUNDS="${1:-200}" exec "$root/artifacts/bin/Strata.Server.Tests/release/Strata.Server.Tests" -noLogo -noColor -diagnostics -class Strata.Server.Tests.Crash.KillTests
