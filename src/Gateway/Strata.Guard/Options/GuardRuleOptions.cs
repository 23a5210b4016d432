namespace Strata.Guard.Options;

/// <summary>What is done about what one detector finds.</summary>
public sealed record GuardRuleOptions
{
    /// <summary>
    /// A type (<c>EMAIL</c> …), a group of them (<c>PII</c>, <c>SECRETS</c>), <c>INJECTION</c>, a set of words or patterns by its
    /// name, a model, webhook or JSON schema as <c>model:NAME</c>, <c>webhook:NAME</c>, <c>schema:NAME</c>.
    /// </summary>
    public required string Detector { get; init; }

    /// <summary>What happens to what it finds.</summary>
    public GuardAction Action { get; init; } = GuardAction.Redact;

    /// <summary>Where it looks.</summary>
    public GuardDirection Direction { get; init; } = GuardDirection.All;

    /// <summary>Whether text passes when the detector itself fails or is late; only a model or webhook can.</summary>
    public bool FailOpen { get; init; }

    /// <summary>How long a model or webhook may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From which score on INJECTION or a model's verdict counts, 0 to 1.</summary>
    public decimal Threshold { get; init; } = 0.7m;

    /// <summary>How many characters of a streamed answer are held back until a model or webhook has judged them.</summary>
    public int HoldBack { get; init; } = 1_000;
}
