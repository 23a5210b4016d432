using Strata.Budgets.Book;
using Strata.Caching;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Dialects.Capture;
using Strata.Identity.Keys;
using Strata.Gateway.Surfaces;
using Strata.Ledger.Rows;
using Strata.Tracing.Calls;

namespace Strata.Gateway.Calls;

/// <summary>
/// One request from its arrival to its settlement: who, what, where to, and what came of it. Steps of the pipeline fill it in;
/// the settlement turns it into a ledger row once.
/// </summary>
internal sealed class Call
{
    public required string Id { get; init; }

    public required Caller Caller { get; init; }

    public KeyRecord? Key { get; init; }

    public required Surface Surface { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long StartedAt { get; init; }

    /// <summary>Where its spans belong; nowhere while nobody records them.</summary>
    public TracePlace Trace { get; set; }

    /// <summary>What the caller sent; null until it was recognised.</summary>
    public CallerRequest? Request { get; set; }

    /// <summary>On whose behalf and for what, beyond the key.</summary>
    public CallTags Tags { get; set; } = CallTags.None;

    /// <summary>What the request says of itself, for its trace; null where it says nothing.</summary>
    public IReadOnlyDictionary<string, string>? Said { get; set; }

    /// <summary>Every try at every target, in the order they began.</summary>
    public List<AttemptRecord> Attempts { get; } = new(1);

    /// <summary>The attempt whose answer the caller got, or the last one.</summary>
    public AttemptRecord? Winner { get; set; }

    public string Model { get; set; } = "";

    /// <summary>The route's name; empty where the model was named directly.</summary>
    public string Route { get; set; } = "";

    public bool Stream { get; set; }

    /// <summary>A guess of the prompt's tokens, better where own models counted them.</summary>
    public long PromptTokens { get; set; }

    public LedgerStatus Status { get; set; } = LedgerStatus.Failed;

    public int HttpStatus { get; set; } = 500;

    public string FinishReason { get; set; } = "";

    public string ErrorCode { get; set; } = "";

    /// <summary>What was left out or done differently on the way: told in <c>x-strata-notes</c> and in the ledger.</summary>
    public List<string>? Notes { get; private set; }

    /// <summary>What the guardrails found.</summary>
    public RowList<LedgerVerdict> Verdicts { get; set; }

    /// <summary>What a hit of the cache would have cost, and whose answer it was.</summary>
    public CachedAnswer? Hit { get; set; }

    /// <summary>How often another target went on with a broken answer.</summary>
    public int Continuations { get; set; }

    /// <summary>The limit that cut the answer off; empty where none did.</summary>
    public string CutOff { get; set; } = "";

    /// <summary>The answer's text for the trace; null where it is not kept.</summary>
    public CapturedText? Captured { get; set; }

    /// <summary>Whether the caller's retries cannot help: ours were spent.</summary>
    public bool RetriesAreSpent { get; set; }

    /// <summary>Whether a stream's head was written: from here on a failure is an event, not a status.</summary>
    public bool StreamBegan { get; set; }

    /// <summary>Whether a stream ended with an error event: its connection must not end as one of a whole answer does.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The tier of service that is billed, once settled; empty for the usual one.</summary>
    public string ServiceTier { get; set; } = "";

    public bool IsSettled { get; set; }

    /// <summary>The cost, once settled; null while unknown.</summary>
    public long? CostNanos { get; set; }

    /// <summary>What is held of every limit until the end; null where nothing was reserved yet.</summary>
    public Reservation? Reservation { get; set; }

    /// <summary>Tokens of the answer as told last, for a cost that is told inside it.</summary>
    public TokenUsage Told { get; set; }

    /// <summary>What the answer cache did: <c>exact</c>, <c>semantic</c>, <c>miss</c>; empty where it was not asked.</summary>
    public string Cache { get; set; } = "";

    /// <summary>How the route chose, and the arm of an experiment.</summary>
    public string Strategy { get; set; } = "";

    public string Experiment { get; set; } = "";

    public void Note(string note) => (Notes ??= []).Add(note);
}
