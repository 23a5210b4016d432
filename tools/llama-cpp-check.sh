#!/usr/bin/env bash
# Holds our logits against llama.cpp's on models with random weights (F32 and F16, several shapes and families).
# Takes the prebuilt library and its headers from the npm package node-llama-cpp, builds a small program against them,
# and runs the check `llama-cpp`. Needs: node with npm, git, g++, the .NET SDK. LLAMA_CPP_DIR keeps the download.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=${LLAMA_CPP_DIR:-$(mktemp -d)}
mkdir -p "$work"
cd "$work"
if [ ! -d node_modules/node-llama-cpp ]; then
    [ -f package.json ] || npm init -y > /dev/null
    npm install --ignore-scripts --no-audit --no-fund node-llama-cpp@3.22.1
fi
[ -d headers ] || git clone -q node_modules/node-llama-cpp/llama/gitRelease.bundle headers
libraries=node_modules/@node-llama-cpp/linux-x64/bins/linux-x64
g++ -O1 -std=c++17 -Iheaders/include -Iheaders/ggml/include "$here/tools/llama-cpp/logits.cpp" -o logits \
    "$libraries"/libllama.v*.so "$libraries"/libggml.v*.so "$libraries"/libggml-base.so -Wl,-rpath,"$work/$libraries"
backend=libggml-cpu-haswell.so
grep -q avx2 /proc/cpuinfo || backend=libggml-cpu-x64.so
printf '%s\n%s\n' "$work/logits" "$work/$libraries/$backend" > program
cd "$here"
exec dotnet run -c Release --project checks/Strata.Checks -- llama-cpp "$work"
