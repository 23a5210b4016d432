namespace Strata.Ledger.Pricing;

/// <summary>What the price book is asked.</summary>
/// <param name="Deployment">Who answered, for instance <c>up/gpt-4o</c>.</param>
/// <param name="Alias">The model as it was asked for.</param>
/// <param name="At">When; prices are dated.</param>
public readonly record struct PriceQuestion(string Deployment, string Alias, DateTimeOffset At)
{
    /// <summary><c>kind/model</c> with the provider's kind and its own name for the model, for instance <c>openai/gpt-4o</c>; empty to ask no public list.</summary>
    public string Public { get; init; } = "";

    /// <summary>The organisation that asks; empty for none.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The name of the credential that was used; empty for none.</summary>
    public string Credential { get; init; } = "";
}
