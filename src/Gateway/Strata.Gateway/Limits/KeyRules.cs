using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Identity.Keys;

namespace Strata.Gateway.Limits;

/// <summary>Keeps the limits that stand on keys in the budget book: a key's requests and tokens a minute are rules of its own node.</summary>
internal sealed class KeyRules : IDisposable
{
    private const string Source = "keys";
    private readonly KeyStore keys;
    private readonly BudgetBook budgets;

    public KeyRules(KeyStore keys, BudgetBook budgets)
    {
        this.keys = keys;
        this.budgets = budgets;
        keys.Changing += Set;
        keys.ChangingOne += SetOne;
        Set(keys.All);
    }

    public void Dispose()
    {
        keys.Changing -= Set;
        keys.ChangingOne -= SetOne;
    }

    private void Set(IEnumerable<KeyRecord> next) => budgets.SetRules(Source, [.. next.Where(k => k.RevokedAt is null).SelectMany(RulesOf)]);

    /// <summary>A key without limits, before and now, changes no rule.</summary>
    private void SetOne(KeyRecord key, KeyRecord? before)
    {
        if (HasRules(key) || (before is not null && HasRules(before)))
        {
            budgets.SetRulesOf(Source, new LimitNode(NodeKind.Key, key.Id), key.RevokedAt is null ? [.. RulesOf(key)] : []);
        }
    }

    private static bool HasRules(KeyRecord key) => key.RevokedAt is null && (key.Limits.RequestsPerMinute ?? key.Limits.TokensPerMinute) is not null;

    private static IEnumerable<LimitRule> RulesOf(KeyRecord key)
    {
        if (key.Limits.RequestsPerMinute is { } requests)
        {
            yield return Rule(key, "requests", LimitUnit.Requests, requests);
        }

        if (key.Limits.TokensPerMinute is { } tokens)
        {
            yield return Rule(key, "tokens", LimitUnit.TotalTokens, tokens);
        }
    }

    private static LimitRule Rule(KeyRecord key, string what, LimitUnit unit, long amount) => new()
    {
        Id = $"{key.Id}.{what}",
        Organization = key.Organization,
        Scope = new LimitNode(NodeKind.Key, key.Id),
        Unit = unit,
        Amount = amount,
        Window = LimitWindow.Minute,
        AlertPercents = [],
    };
}
