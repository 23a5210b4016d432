namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>What routing needs of a request, and where the parts stand that an upstream gets in another form.</summary>
internal sealed class RequestScan
{
    /// <summary>The model asked for.</summary>
    public string Model { get; set; } = "";

    /// <summary>The value of <c>model</c>, quotes included.</summary>
    public ByteRange ModelAt { get; set; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Stream { get; set; }

    /// <summary>The value of <c>stream_options</c>.</summary>
    public ByteRange StreamOptionsAt { get; set; }

    /// <summary>The value of <c>stream_options.include_usage</c>.</summary>
    public ByteRange IncludeUsageAt { get; set; }

    /// <summary>Whether the caller asked for usage in the stream.</summary>
    public bool IncludeUsage { get; set; }

    /// <summary>The smaller of the given output bounds, where one is a whole number.</summary>
    public long? OutputTokensMax { get; set; }

    /// <summary>The value of <c>messages</c>, <c>prompt</c> or <c>input</c>.</summary>
    public ByteRange PromptAt { get; set; }

    /// <summary>A guess of the prompt's tokens: four bytes of JSON each.</summary>
    public long PromptEstimate => Math.Max(1, (PromptAt.Length + 3L) / 4);
}
