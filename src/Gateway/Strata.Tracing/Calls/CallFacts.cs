using Strata.Dialects.Canonical;
using Strata.Dialects.Capture;
using Strata.Ledger.Rows;

namespace Strata.Tracing.Calls;

/// <summary>What a settled call tells its trace.</summary>
/// <param name="Place">Where its spans belong.</param>
/// <param name="Row">What became of it.</param>
/// <param name="Operation">The operation, in the GenAI conventions' words.</param>
public readonly record struct CallFacts(TracePlace Place, LedgerRow Row, string Operation)
{
    /// <summary>The caller's <c>messages</c>, <c>prompt</c> or <c>input</c> as JSON; empty where it is not to be kept.</summary>
    public ReadOnlyMemory<byte> Prompt { get; init; }

    /// <summary>The caller's <c>system</c>, <c>instructions</c> or <c>systemInstruction</c> as JSON, where it stands beside the prompt; empty where it is not to be kept.</summary>
    public ReadOnlyMemory<byte> System { get; init; }

    /// <summary>The conversation that was sent instead of it, for instance without what a guardrail took out; null where the prompt is what was sent.</summary>
    public ChatRequest? Sent { get; init; }

    /// <summary>The answer's text; null where it is not to be kept.</summary>
    public CapturedText? Answer { get; init; }

    /// <summary>Bytes of the prompt that are kept.</summary>
    public int PromptBytesMax { get; init; }

    /// <summary>What the request says of itself; null where it says nothing.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
