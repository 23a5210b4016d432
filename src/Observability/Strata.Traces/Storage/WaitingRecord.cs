using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>A record that is in the log and waits for those before it to be applied.</summary>
internal sealed class WaitingRecord(SpanBatch batch, int from, int to, HashSet<int>? refused)
{
    public SpanBatch Batch => batch;

    public int From => from;

    public int To => to;

    public HashSet<int>? Refused => refused;

    public (int Stored, int Duplicates) Applied { get; set; }

    public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
