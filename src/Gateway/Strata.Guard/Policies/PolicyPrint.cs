using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Strata.Guard.Options;

namespace Strata.Guard.Policies;

/// <summary>What tells two policies apart: a hash over all that they say, the same in every process.</summary>
internal static class PolicyPrint
{
    public static string Of(string name, GuardPolicyOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, name);
        foreach (var rule in options.Rules)
        {
            Add(hash, rule.Detector, $"{rule.Action} {rule.Direction} {rule.FailOpen} {rule.Timeout.Ticks} {rule.Threshold.ToString(CultureInfo.InvariantCulture)} {rule.HoldBack}");
        }

        foreach (var (set, words) in options.Keywords.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            Add(hash, "words", set, $"{words.CaseSensitive} {words.WholeWords}");
            Add(hash, [.. words.Words]);
        }

        foreach (var (set, patterns) in options.Patterns.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Add(hash, "patterns", set, $"{patterns.CaseSensitive} {patterns.MatchMax}");
            Add(hash, [.. patterns.Patterns]);
        }

        foreach (var (set, schema) in options.Schemas.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Add(hash, "schema", set, schema.Tool, schema.Schema);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BitConverter.TryWriteBytes(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
