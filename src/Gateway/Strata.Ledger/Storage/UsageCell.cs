using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>Which sum a row adds to: a span of time and a value of each dimension.</summary>
/// <param name="Hours">The span: 1 or 24.</param>
/// <param name="Start">Its begin in hours since 1970.</param>
/// <param name="Kind">Empty, or what <paramref name="Label"/> is: <see cref="EndUser"/> or <see cref="Tag"/>.</param>
/// <param name="Label">The end user or the tag; empty stands for rows that have none.</param>
/// <param name="Organization">The organisation.</param>
/// <param name="Project">The project.</param>
/// <param name="Team">The team.</param>
/// <param name="User">The user.</param>
/// <param name="Key">The key's id.</param>
/// <param name="Model">The model as asked for.</param>
/// <param name="Deployment">Who answered.</param>
/// <param name="Provider">Whose deployment it is.</param>
/// <param name="Endpoint">The surface.</param>
internal readonly record struct UsageCell(
    long Hours, long Start, string Kind, string Label, string Organization, string Project, string Team, string User, string Key, string Model, string Deployment,
    string Provider, string Endpoint)
{
    public const string EndUser = "end_user";
    public const string Tag = "tag";
    private const long HourMs = 3_600_000;

    /// <summary>The cells of a row: its hour, its day, its day by end user, and its day by each of its tags.</summary>
    public static IEnumerable<UsageCell> Of(LedgerRow row)
    {
        var hour = row.At.ToUnixTimeMilliseconds() / HourMs;
        var plain = new UsageCell(
            1, hour, "", "", row.Organization, row.Project, row.Team, row.User, row.KeyId, StoredText.Of(row.Model), StoredText.Of(row.Deployment), StoredText.Of(row.Provider),
            row.Endpoint);
        yield return plain;
        var day = plain with { Hours = 24, Start = hour - (hour % 24) };
        yield return day;
        yield return day with { Kind = EndUser, Label = StoredText.Of(row.EndUser) };
        if (row.Tags.Count == 0)
        {
            yield return day with { Kind = Tag };
        }

        for (var i = 0; i < row.Tags.Count; i++)
        {
            if (row.Tags.AsSpan()[..i].IndexOf(row.Tags[i]) < 0)
            {
                yield return day with { Kind = Tag, Label = StoredText.OfLabel(row.Tags[i]) };
            }
        }
    }

    /// <summary>A short name that equal dimensions share and, but for a collision of SHA-256 cut to 128 bits, others do not.</summary>
    public string Name()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in (ReadOnlySpan<string>)[Kind, Label, Organization, Project, Team, User, Key, Model, Deployment, Provider, Endpoint])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
