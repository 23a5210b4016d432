namespace Strata.Budgets.Book;

/// <summary>What a request, or one attempt of it, really used.</summary>
public readonly record struct Actual
{
    /// <summary>One request that used nothing yet.</summary>
    public Actual()
    {
    }

    /// <summary>Tokens of the prompt, every class.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answer, every class.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The cost in nano-dollars; null where there is no price: then money is not counted, and the count of such requests is.</summary>
    public long? Nanos { get; init; }

    /// <summary>1; or 0 where the request should not count as one.</summary>
    public int Requests { get; init; } = 1;
}
