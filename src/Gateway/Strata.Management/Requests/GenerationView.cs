using Strata.Ledger.Rows;

namespace Strata.Management.Requests;

/// <summary>One request and why it went as it did: route, attempts, reasons, times, cost.</summary>
internal sealed record GenerationView
{
    public required RequestView Request { get; init; }

    /// <summary>The route's name; absent where the model's name was enough.</summary>
    public string? Route { get; init; }

    /// <summary>How the route chose.</summary>
    public string? Strategy { get; init; }

    /// <summary>The experiment and its arm.</summary>
    public string? Experiment { get; init; }

    public string? DialectIn { get; init; }

    public string? DialectOut { get; init; }

    public string? ServiceTier { get; init; }

    public required IReadOnlyList<AttemptView> Attempts { get; init; }

    /// <summary>What translation between dialects could not carry over, and what a soft limit said.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<VerdictView> Verdicts { get; init; }

    /// <summary>How often a stream that broke was continued.</summary>
    public int Continuations { get; init; }

    /// <summary>Why we ended the answer before the model did.</summary>
    public string? CutOff { get; init; }

    /// <summary>What it cost when it was answered.</summary>
    public long? FirstCostNanos { get; init; }

    /// <summary>What it costs since a re-pricing.</summary>
    public long? RepricedNanos { get; init; }

    /// <summary>What the provider says that it cost; beside ours, never in a sum.</summary>
    public long? UpstreamCostNanos { get; init; }

    public static GenerationView From(LedgerRow row) => new()
    {
        Request = RequestView.From(row),
        Route = RequestView.NullIfEmpty(row.Route),
        Strategy = RequestView.NullIfEmpty(row.Strategy),
        Experiment = RequestView.NullIfEmpty(row.Experiment),
        DialectIn = RequestView.NullIfEmpty(row.DialectIn),
        DialectOut = RequestView.NullIfEmpty(row.DialectOut),
        ServiceTier = RequestView.NullIfEmpty(row.ServiceTier),
        Attempts = [.. row.Attempts.Select(AttemptView.From)],
        Notes = [.. row.Notes],
        Verdicts = [.. row.Verdicts.Select(v => new VerdictView(v.Detector, v.Action, v.Count))],
        Continuations = row.Continuations,
        CutOff = RequestView.NullIfEmpty(row.CutOff),
        FirstCostNanos = row.CostNanos,
        RepricedNanos = row.RepricedNanos,
        UpstreamCostNanos = row.UpstreamCostNanos,
    };
}
