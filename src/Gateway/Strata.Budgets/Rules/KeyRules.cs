namespace Strata.Budgets.Rules;

/// <summary>The two limits that a key carries itself, as rules on its node. They alert nobody: a key at its rate is no news.</summary>
public static class KeyRules
{
    /// <summary>The rules of one key; none where it has no limit.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <param name="requestsPerMinute">The most requests in any sixty seconds, or null.</param>
    /// <param name="tokensPerMinute">The most tokens, prompt and answer, in any sixty seconds, or null.</param>
    public static IEnumerable<LimitRule> Of(string keyId, long? requestsPerMinute, long? tokensPerMinute)
    {
        if (requestsPerMinute is { } requests)
        {
            yield return Rule(keyId, "requests", LimitUnit.Requests, requests);
        }

        if (tokensPerMinute is { } tokens)
        {
            yield return Rule(keyId, "tokens", LimitUnit.TotalTokens, tokens);
        }
    }

    private static LimitRule Rule(string keyId, string what, LimitUnit unit, long amount) => new()
    {
        Id = $"{keyId}/{what}-per-minute",
        Scope = new LimitNode(NodeKind.Key, keyId),
        Unit = unit,
        Amount = amount,
        AlertPercents = [],
    };
}
