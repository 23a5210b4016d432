using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi;

/// <summary>A request while its members are read, in whatever order they stand.</summary>
internal sealed class RequestDraft
{
    public string Model { get; set; } = "";

    public bool Stream { get; set; }

    public bool IncludeUsage { get; set; }

    public bool HasStreamOptions { get; set; }

    public List<ChatMessage>? Messages { get; set; }

    public IReadOnlyList<ToolDefinition> Tools { get; set; } = [];

    public ToolChoice? ToolChoice { get; set; }

    public bool? ParallelToolCalls { get; set; }

    public long? OutputTokensMax { get; set; }

    public double? Temperature { get; set; }

    public double? TopP { get; set; }

    public long? TopK { get; set; }

    public double? MinP { get; set; }

    public double? FrequencyPenalty { get; set; }

    public double? PresencePenalty { get; set; }

    public double? RepetitionPenalty { get; set; }

    public long? Seed { get; set; }

    public List<string> Stop { get; } = [];

    public long? Choices { get; set; }

    public bool? LogProbs { get; set; }

    public long? TopLogProbs { get; set; }

    public OutputFormat? Format { get; set; }

    public ReasoningOptions? Reasoning { get; set; }

    public string? User { get; set; }

    public byte[] Metadata { get; set; } = [];

    public string? ServiceTier { get; set; }

    public bool? Store { get; set; }

    public string? PromptCacheKey { get; set; }

    public List<Carry> Extra { get; } = [];

    public ChatRequest Build(string dialect) => new()
    {
        Dialect = dialect,
        Model = Model,
        Stream = Stream,
        IncludeUsage = IncludeUsage,
        Messages = Messages ?? [],
        Tools = Tools,
        ToolChoice = ToolChoice,
        ParallelToolCalls = ParallelToolCalls,
        OutputTokensMax = OutputTokensMax,
        Temperature = Temperature,
        TopP = TopP,
        TopK = (int?)TopK,
        MinP = MinP,
        FrequencyPenalty = FrequencyPenalty,
        PresencePenalty = PresencePenalty,
        RepetitionPenalty = RepetitionPenalty,
        Seed = Seed,
        Stop = Stop,
        Choices = (int?)Choices,
        LogProbs = LogProbs,
        TopLogProbs = (int?)TopLogProbs,
        Format = Format,
        Reasoning = Reasoning,
        User = User,
        Metadata = Metadata,
        ServiceTier = ServiceTier,
        Store = Store,
        PromptCacheKey = PromptCacheKey,
        Extra = Extra,
    };
}
