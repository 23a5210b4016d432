using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Translation;

/// <summary>
/// What a writer could not express. A hint that does not change the answer is noted; everything else is refused by the caller's own
/// name of it, and the first refusal stands. Not thread-safe.
/// </summary>
/// <param name="target">The dialect that is written, by name.</param>
public sealed class Losses(string target)
{
    private readonly List<TranslationNote> notes = [];

    /// <summary>Hints that were left out.</summary>
    public IReadOnlyList<TranslationNote> Notes => notes;

    /// <summary>What is refused; null where the request can be expressed.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>A harmless hint is left out, or expressed in another way.</summary>
    /// <param name="member">The member as the caller spelled it.</param>
    /// <param name="text">What became of it.</param>
    public void Note(string member, string text) => notes.Add(new TranslationNote(member, text));

    /// <summary>The request cannot be expressed.</summary>
    /// <param name="member">The member as the caller spelled it.</param>
    /// <param name="why">What the target lacks, as a sentence; null for the usual one.</param>
    public void Refuse(string member, string? why = null) =>
        Problem ??= Problem.Unsupported(member, why ?? $"'{member}' cannot be expressed for this model's provider, which speaks {target}. Leave it out, or ask a model whose provider takes it.");

    /// <summary>Members that only the source dialect knows: noted where that dialect calls them hints, refused else.</summary>
    /// <param name="source">The dialect the request came in.</param>
    /// <param name="at">The place around them with its dot; empty for the body.</param>
    /// <param name="extra">The members.</param>
    public void TakeExtra(string source, string at, IReadOnlyList<Carry> extra)
    {
        foreach (var carry in extra)
        {
            if (carry.Json.Span.SequenceEqual("null"u8))
            {
                continue;
            }

            if (Hints.IsHarmless(source, carry.Name))
            {
                Note(at + carry.Name, $"left out: {target} has no such member, and the answer does not depend on it");
            }
            else
            {
                Refuse(at + carry.Name);
            }
        }
    }

    /// <summary>The outcome.</summary>
    /// <param name="headers">Headers that go with the body.</param>
    public Result<WrittenRequest> ToResult(IReadOnlyDictionary<string, string>? headers = null)
    {
        if (Problem is { } problem)
        {
            return problem;
        }

        var written = new WrittenRequest(notes);
        return headers is null ? written : written with { Headers = headers };
    }
}
