using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Translation;

/// <summary>A request on its way from one dialect into another, or back into its own: then everything goes out as it came in.</summary>
/// <param name="source">The dialect the request came in.</param>
/// <param name="target">The dialect it is written in.</param>
internal sealed class Crossing(string source, string target)
{
    private readonly Losses losses = new(target);

    /// <summary>Whether both sides speak the same dialect.</summary>
    public bool IsSame => source == target;

    /// <summary>A hint is left out, or said in another way.</summary>
    public void Note(string member, string text) => losses.Note(member, text);

    /// <summary>A member that would change the answer cannot be expressed.</summary>
    /// <param name="member">The member as the caller spelled it.</param>
    /// <param name="why">What the provider lacks, as a clause.</param>
    public void Refuse(string member, string why) => losses.Refuse(member, $"'{member}' cannot be expressed for this model's provider: {why}");

    /// <summary>Settles what only the source dialect knows. Values that ask for nothing (false, empty) are nothing.</summary>
    public void Settle(IReadOnlyList<Carry> extra, string at = "")
    {
        if (!IsSame && extra.Count > 0)
        {
            losses.TakeExtra(source, at.Length == 0 ? "" : at + ".", [.. extra.Where(carry => !IsNothing(carry.Json.Span))]);
        }
    }

    /// <summary>The outcome.</summary>
    public Result<WrittenRequest> ToResult() => losses.ToResult();

    private static bool IsNothing(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
        return !reader.Read() || reader.TokenType switch
        {
            JsonTokenType.Null or JsonTokenType.False => true,
            JsonTokenType.StartObject => reader.Read() && reader.TokenType == JsonTokenType.EndObject,
            JsonTokenType.StartArray => reader.Read() && reader.TokenType == JsonTokenType.EndArray,
            _ => false,
        };
    }
}
