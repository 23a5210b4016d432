using System.Security.Cryptography;
using System.Text;

namespace Strata.Alerts.States;

/// <summary>Names an alert by its labels, the same in every process and run.</summary>
public static class Fingerprint
{
    /// <summary>The fingerprint of labels whose order does not matter; severity is left out, so that an alert that gets worse stays the same one.</summary>
    public static string Of(string rule, IReadOnlyDictionary<string, string> labels)
    {
        var text = new StringBuilder(rule);
        foreach (var (name, value) in labels.Where(l => l.Key != "severity").OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            text.Append('\u0001').Append(name).Append('\u0002').Append(value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
