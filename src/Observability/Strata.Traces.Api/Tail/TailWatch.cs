using System.Threading.Channels;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Tail;

/// <summary>One who watches: whose spans, which of them, and those that wait to be read.</summary>
public sealed class TailWatch(TraceScope scope, SpanFilter filter)
{
    /// <summary>Spans that wait at most.</summary>
    public const int WaitingMax = 1000;

    private const int BatchSpansMax = 500;
    private readonly Channel<SpanRow> waiting = Channel.CreateBounded<SpanRow>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private long missed;

    /// <summary>Whose spans.</summary>
    public TraceScope Scope => scope;

    /// <summary>Spans that wait.</summary>
    public ChannelReader<SpanRow> Waiting => waiting.Reader;

    /// <summary>How many were missed since this was asked last.</summary>
    public long TakeMissed() => Interlocked.Exchange(ref missed, 0);

    internal void Take(ArrivedSpans arrived)
    {
        foreach (var row in arrived.Matching(scope, filter, BatchSpansMax))
        {
            if (!waiting.Writer.TryWrite(row))
            {
                Interlocked.Increment(ref missed);
            }
        }
    }
}
