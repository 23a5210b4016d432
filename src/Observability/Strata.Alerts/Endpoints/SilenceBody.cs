namespace Strata.Alerts.Endpoints;

/// <summary>A silence to be made.</summary>
internal sealed record SilenceBody
{
    /// <summary>Tests of labels, all of which have to pass: <c>alertname=errors</c>, <c>model!=gpt-4o</c>, <c>service=shop*</c>.</summary>
    public IReadOnlyList<string>? Matchers { get; init; }

    /// <summary>How long, for instance <c>2h</c>.</summary>
    public string? For { get; init; }

    /// <summary>From when; now when absent.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }
}
