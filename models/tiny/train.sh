#!/usr/bin/env bash
# From nothing to both GGUF files: models/tiny/train.sh RUN-FOLDER
# Wants Debian's python3-torch (1.13) and libopenblas0-pthread; one thread, about two hours of one core. A run that was stopped goes on.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
run="$1"
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
python="${PYTHON:-/usr/bin/python3}"
cd "$here"
"$python" corpus.py heldout heldout
"$python" pairs.py heldout heldout/pairs.jsonl.gz
nice -n 5 "$python" train.py "$run/decoder"
nice -n 5 "$python" embed.py "$run/embed" --steps 240 --decay 100
"$python" gguf.py decoder "$run/decoder" strata-tiny.gguf
"$python" gguf.py embed "$run/embed" strata-tiny-embed.gguf
sha256sum strata-tiny.gguf strata-tiny-embed.gguf
