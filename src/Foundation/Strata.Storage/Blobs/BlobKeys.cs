using System.Buffers;
using Strata.Core.Results;

namespace Strata.Storage.Blobs;

/// <summary>
/// What a key may be: slash-separated segments of <c>[a-zA-Z0-9._-]</c>, none of them <c>.</c> or <c>..</c>. A key comes
/// from a caller, so this is the wall between it and the file system.
/// </summary>
internal static class BlobKeys
{
    internal const int LengthMax = 512;
    internal const int SegmentMax = 200;
    private const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Characters);
    private static readonly SearchValues<char> AllowedInPrefix = SearchValues.Create(Characters + "/");

    /// <summary>Null where the key is good.</summary>
    internal static Problem? Check(string key)
    {
        if (key.Length is 0 or > LengthMax)
        {
            return Problem.Invalid($"A blob key has 1 to {LengthMax} characters; this one has {key.Length}.", "key");
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            var segment = key.AsSpan(range);
            if (segment.Length is 0 or > SegmentMax || segment is "." or ".." || segment.ContainsAnyExcept(Allowed))
            {
                return Problem.Invalid(
                    $"A blob key is made of segments of letters, digits, '.', '_' and '-' (1 to {SegmentMax} of them, not '.' or '..') with '/' between them.", "key");
            }
        }

        return null;
    }

    /// <summary>Whether a good key could begin with a listing prefix. The empty one lists everything.</summary>
    internal static bool IsPrefix(string prefix)
    {
        if (prefix.Length > LengthMax || prefix.AsSpan().ContainsAnyExcept(AllowedInPrefix))
        {
            return false;
        }

        var whole = prefix.LastIndexOf('/');
        return whole < 0 || Check(prefix[..whole]) is null;
    }

    /// <summary>The key of content by its hash.</summary>
    internal static string OfContent(string sha256) => $"sha256/{sha256[..2]}/{sha256}";
}
