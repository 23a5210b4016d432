using Strata.Guard.Entities;

namespace Strata.Guard.Policies;

/// <summary>Names of detectors as rules spell them, in any case.</summary>
internal static class DetectorNames
{
    public const string Pii = "PII";
    public const string Secrets = "SECRETS";

    public const string Injection = "INJECTION";

    public const string Schema = "schema:";

    public static string Known => $"{Pii}, {Secrets}, {string.Join(", ", EntityNames.All)}, {Injection}";

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

    public static bool IsInjection(string name) => Same(name, Injection);

    /// <summary>A check that the pipeline runs: a model or a webhook of the configuration.</summary>
    public static bool IsModel(string name) =>
        name.StartsWith("model:", StringComparison.Ordinal) || name.StartsWith("webhook:", StringComparison.Ordinal);

    /// <summary>A JSON schema of the policy.</summary>
    public static bool IsSchema(string name) => name.StartsWith(Schema, StringComparison.Ordinal);

    /// <summary>Whether a set of the policy may be called so: placeholders and tokens are made of the name.</summary>
    public static bool IsOfSet(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && Kinds(name).Bits == 0 && !IsInjection(name);

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
