using System.Security.Cryptography;
using System.Text;

namespace Strata.Budgets.Slices;

/// <summary>Names one count in the database: a rule's, on a node, in one window.</summary>
/// <param name="Source">Where the rule is from.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Shape">Its unit and window: a rule that changed these counts anew.</param>
/// <param name="Organization">The organisation the count belongs to; empty where all share it.</param>
/// <param name="Node">The node's id.</param>
/// <param name="StartMs">When a calendar window began, in Unix milliseconds; 0 for a sliding one and for ever.</param>
public readonly record struct SliceKey(string Source, string Rule, string Shape, string Organization, string Node, long StartMs)
{
    private const char Separator = '\u001f';

    /// <summary>The key as one text, of a bounded length.</summary>
    public string Text => FormattableString.Invariant($"{Source}{Separator}{Rule}{Separator}{Shape}{Separator}{Organization}{Separator}{Node}{Separator}{StartMs}");

    /// <summary>A node's id as it can be stored: callers make up the ids of end users, and a database takes neither half characters nor zeros.</summary>
    public static string NodeText(string id)
    {
        foreach (var c in id)
        {
            if (c < ' ' || char.IsSurrogate(c))
            {
                return Digest(id);
            }
        }

        return id.Length <= 256 ? id : Digest(id);
    }

    private static string Digest(string id) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(id)))}";
}
