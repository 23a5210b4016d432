using Strata.Guard.Entities;

namespace Strata.Guard.Policies;

/// <summary>Names of detectors as rules spell them, in any case.</summary>
internal static class DetectorNames
{
    public const string Pii = "PII";
    public const string Secrets = "SECRETS";

    public static string Known => $"{Pii}, {Secrets}, {string.Join(", ", EntityNames.All)}, INJECTION";

    /// <summary>The built-in types that a name stands for; none for any other name.</summary>
    public static EntitySet Kinds(string name)
    {
        var kinds = default(EntitySet);
        for (var kind = EntityKind.Email; kind <= EntityKind.GenericSecret; kind++)
        {
            var isIn = Same(name, EntityNames.Of(kind)) || (Same(name, Pii) && kind <= EntityKind.Ip) || (Same(name, Secrets) && kind > EntityKind.Ip);
            kinds = isIn ? kinds.With(kind) : kinds;
        }

        return kinds;
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
