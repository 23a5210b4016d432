using Strata.Core.Usage;

namespace Strata.Dialects.Wire;

/// <summary>What one object of a provider's answer says while its bytes pass: an event of a stream, or the whole answer.</summary>
public struct WireScan
{
    /// <summary>The object is not JSON of this dialect.</summary>
    public bool IsBroken { get; set; }

    /// <summary>It carries an error.</summary>
    public bool HasError { get; set; }

    /// <summary>The error's code, or its type.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The error's message.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Tokens, where told. Cumulative: a later one of the same stream stands for all.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>What the provider says it cost, in its own number and unit (<c>usage.cost</c>); null where not said.</summary>
    public decimal? ReportedCost { get; set; }

    /// <summary>The tier of service it says it was billed at, as the provider spells it; null where not said.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Choices of this object, one bit for each index.</summary>
    public UInt128 Seen { get; set; }

    /// <summary>Choices that this object ends.</summary>
    public UInt128 Finished { get; set; }

    /// <summary>Why the first of them ended, as the provider spells it.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Bytes of text, reasoning and arguments in it.</summary>
    public long ContentBytes { get; set; }

    /// <summary>Where its text stands, between the quotes; not there where it has none, or more than one.</summary>
    public ByteRange OnlyText { get; private set; }

    /// <summary>Whether <see cref="OnlyText"/> is of the answer itself, which traces keep.</summary>
    public bool IsCaptured { get; private set; }

    /// <summary>It holds results that are not text: embeddings, rankings, pictures, a block of the provider's tools.</summary>
    public bool HasData { get; set; }

    /// <summary>It is the dialect's own end of a stream (<c>[DONE]</c>, <c>message_stop</c>, <c>response.completed</c>).</summary>
    public bool IsEnd { get; set; }

    /// <summary>It is the usage-only event that OpenAI's <c>include_usage</c> asks for, and nothing else.</summary>
    public bool IsUsageOnly { get; set; }

    /// <summary>The answer's id, where this object names it first (Responses need it for what follows on it).</summary>
    public string? AnswerId { get; set; }

    /// <summary>Counts a text.</summary>
    /// <param name="start">Its first byte, behind the quote.</param>
    /// <param name="length">Its bytes, as they stand.</param>
    /// <param name="isCaptured">Whether it is of the answer itself.</param>
    public void TakeText(int start, int length, bool isCaptured)
    {
        OnlyText = ContentBytes == 0 ? new ByteRange(start, length) : default;
        IsCaptured = isCaptured;
        ContentBytes += length;
    }

    /// <summary>Whether something of the answer itself came: text, calls, an end. Until then a failure can still be another attempt.</summary>
    public readonly bool HasContent => ContentBytes > 0 || Finished != 0 || HasData;
}
