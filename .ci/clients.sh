#!/usr/bin/env bash
# What tests use as a person would: Chromium from the distribution, and npm packages of the field's clients.
#   clients.sh DIR   installs what is missing and writes DIR/clients.env
# The file exports STRATA_TEST_NODE_MODULES (a node_modules folder with the clients) and STRATA_AXE (axe-core's script).
set -euo pipefail

npm_packages=(
    openai@7.57.0
    @anthropic-ai/sdk@1.12.0
    @google/genai@3.1.0
    ai@7.0.173
    @ai-sdk/openai@4.0.118
    @ai-sdk/anthropic@4.0.105
    @langchain/core@1.4.0
    @langchain/openai@1.6.0
    @langchain/anthropic@1.5.11
    @opentelemetry/api@1.9.0
    @opentelemetry/resources@2.8.0
    @opentelemetry/sdk-trace-base@2.8.0
    @opentelemetry/sdk-metrics@2.8.0
    @opentelemetry/sdk-logs@0.219.0
    @opentelemetry/exporter-trace-otlp-proto@0.219.0
    @opentelemetry/exporter-trace-otlp-http@0.219.0
    @opentelemetry/exporter-trace-otlp-grpc@0.219.0
    @opentelemetry/exporter-metrics-otlp-proto@0.219.0
    @opentelemetry/exporter-metrics-otlp-http@0.219.0
    @opentelemetry/exporter-metrics-otlp-grpc@0.219.0
    @opentelemetry/exporter-logs-otlp-proto@0.219.0
    @opentelemetry/exporter-logs-otlp-http@0.219.0
    @opentelemetry/exporter-logs-otlp-grpc@0.219.0
    @arizeai/openinference-instrumentation-openai@4.2.7
    @traceloop/instrumentation-openai@0.27.0
    axe-core@4.14.1
)
folder="$1/clients"
mkdir -p "$folder"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

packages=()
[ -x /usr/bin/chromium ] || packages+=(chromium)
command -v node >/dev/null || packages+=(nodejs npm)
if [ ${#packages[@]} -gt 0 ]; then
    echo "clients: installing ${packages[*]}" >&2
    as_root apt-get update -q >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" >&2
fi

npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "${npm_packages[@]}" >&2
{
    echo "export STRATA_TEST_NODE_MODULES='$folder/node_modules'"
    echo "export STRATA_AXE='$folder/node_modules/axe-core/axe.min.js'"
} >"$1/clients.env"
