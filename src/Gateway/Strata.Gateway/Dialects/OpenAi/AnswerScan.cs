using Strata.Core.Usage;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>What one object of a provider's answer says: a chunk of a stream, or the whole answer.</summary>
internal struct AnswerScan
{
    /// <summary>The object is not JSON.</summary>
    public bool IsBroken { get; set; }

    /// <summary>It carries an error.</summary>
    public bool HasError { get; set; }

    /// <summary>The error's code, or its type.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The error's message.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Tokens, where told.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Choices of this object, one bit for each index.</summary>
    public UInt128 Seen { get; set; }

    /// <summary>Choices that this object ends.</summary>
    public UInt128 Finished { get; set; }

    /// <summary>Why the first of them ended.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Bytes of text, reasoning and arguments in it.</summary>
    public long ContentBytes { get; set; }

    /// <summary>Whether something of the answer itself came: text, calls, an end.</summary>
    public readonly bool HasContent => ContentBytes > 0 || Finished != 0 || HasData;

    /// <summary>It holds a list <c>data</c>, as embeddings do.</summary>
    public bool HasData { get; set; }
}
