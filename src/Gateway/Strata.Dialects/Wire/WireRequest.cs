namespace Strata.Dialects.Wire;

/// <summary>What routing needs of a request, and where the parts stand that an upstream gets in another form.</summary>
public sealed class WireRequest
{
    /// <summary>The model asked for.</summary>
    public string Model { get; set; } = "";

    /// <summary>The value of <c>model</c>, quotes included; absent where the address names it.</summary>
    public ByteRange ModelAt { get; set; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Stream { get; set; }

    /// <summary>The value of <c>stream_options</c>.</summary>
    public ByteRange StreamOptionsAt { get; set; }

    /// <summary>The value of <c>stream_options.include_usage</c>.</summary>
    public ByteRange IncludeUsageAt { get; set; }

    /// <summary>Whether the caller asked for usage in the stream.</summary>
    public bool IncludeUsage { get; set; }

    /// <summary>The smallest of the given output bounds, where one is a whole number.</summary>
    public long? OutputTokensMax { get; set; }

    /// <summary>How many answers are asked for; 1 where not said.</summary>
    public int Choices { get; set; } = 1;

    /// <summary>The value of <c>messages</c>, <c>prompt</c>, <c>input</c> or <c>contents</c>.</summary>
    public ByteRange PromptAt { get; set; }

    /// <summary>Instructions that stand beside the prompt: the value of <c>system</c>, <c>instructions</c> or <c>systemInstruction</c>.</summary>
    public ByteRange SystemAt { get; set; }

    /// <summary>The caller's own user, where the body names one (bounded to 256 characters).</summary>
    public string? User { get; set; }

    /// <summary>The value of the body's <c>metadata</c> object, by which routes can be chosen.</summary>
    public ByteRange MetadataAt { get; set; }

    /// <summary>Whether the body offers tools to the model: such a request is neither cached nor hedged unless told so.</summary>
    public bool HasTools { get; set; }

    /// <summary>The temperature, where given.</summary>
    public double? Temperature { get; set; }

    /// <summary>The stored answer that a Responses request follows on; it must go to the deployment that made it.</summary>
    public string? PreviousAnswerId { get; set; }

    /// <summary>A guess of the prompt's tokens: four bytes of JSON each.</summary>
    public long PromptEstimate => Math.Max(1, (PromptAt.Length + 3L) / 4);
}
