using System.Collections.Frozen;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Guard;

namespace Strata.Gateway.Guarding;

/// <summary>The guard policies in force, compiled. A policy named <c>default</c> holds for every request; routes name others besides.</summary>
internal sealed class GuardBook : IDisposable
{
    private const string Everyone = "default";
    private readonly Live<GatewayOptions> options;
    private FrozenDictionary<string, GuardPolicy> policies;

    public GuardBook(Live<GatewayOptions> options)
    {
        this.options = options;
        policies = Compile(options.Current);
        options.Changed += Rebuild;
    }

    /// <summary>The policies of a request; empty where none applies. A name that is not known is a rule that cannot be kept, and therefore refused.</summary>
    public IReadOnlyList<GuardPolicy>? For(IReadOnlyList<string> names)
    {
        var book = Volatile.Read(ref policies);
        if (book.Count == 0 && names.Count == 0)
        {
            return [];
        }

        var found = new List<GuardPolicy>(names.Count + 1);
        if (book.TryGetValue(Everyone, out var everyone))
        {
            found.Add(everyone);
        }

        foreach (var name in names)
        {
            if (!book.TryGetValue(name, out var policy))
            {
                return null;
            }

            if (!found.Contains(policy))
            {
                found.Add(policy);
            }
        }

        return found;
    }

    public void Dispose() => options.Changed -= Rebuild;

    private void Rebuild(GatewayOptions next) => Volatile.Write(ref policies, Compile(next));

    private static FrozenDictionary<string, GuardPolicy> Compile(GatewayOptions options) =>
        options.Guard.Policies.Select(p => (p.Key, Policy: GuardPolicy.Compile(p.Key, p.Value))).Where(p => p.Policy.IsOk).ToFrozenDictionary(p => p.Key, p => p.Policy.Value, StringComparer.Ordinal);
}
