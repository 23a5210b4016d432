using Strata.Traces.Api.Views;

namespace Strata.Console.Tracing;

/// <summary>The dashboards that are there from the beginning, one for each layer.</summary>
internal static class BuiltInBoards
{
    public static IReadOnlyList<(string Id, string Name, string Lead, Dashboard Board)> All { get; } =
    [
        ("gateway", "Gateway", "What comes in, how it ends, how long it takes.", new Dashboard(
        [
            new("Traces by service", "traces", "service"),
            new("Latency of requests", "latency_p50,latency_p95,latency_p99", null, "root"),
            new("Errors by kind", "errors", "error_type", "error"),
            new("First token", "ttft_p50,ttft_p95,ttft_p99"),
            new("Spans by provider", "spans", "provider", "provider exists"),
            new("Latency p95 by provider", "latency_p95", "provider", "provider exists"),
        ])),
        ("models", "Models", "What each model costs, how fast it is, how often it fails.", new Dashboard(
        [
            new("Cost by model", "cost", "model", "model exists"),
            new("Tokens by model", "tokens", "model", "model exists"),
            new("Latency p95 by model", "latency_p95", "model", "model exists"),
            new("First token p95 by model", "ttft_p95", "model", "model exists"),
            new("Tokens out per second by model", "output_speed", "model", "model exists"),
            new("Error rate by model", "error_rate", "model", "model exists"),
            new("Share of prompts from caches", "cached_share", "model", "model exists"),
            new("Unpriced spans by model", "unpriced", "model", "unpriced"),
        ])),
        ("serving", "Serving", "Where own models spend their time.", new Dashboard(
        [
            new("Steps of the engine", "spans", "name", "name in (queue, prefill, decode, embed)"),
            new("Latency p95 by step", "latency_p95", "name", "name in (queue, prefill, decode, embed)"),
            new("Tools called", "spans", "tool", "tool exists"),
            new("Latency p95 by tool", "latency_p95", "tool", "tool exists"),
            new("Work by operation", "spans", "operation", "operation exists"),
            new("Failures by operation", "errors", "operation", "operation exists and error"),
        ])),
    ];
}
