using System.Text;
using Strata.Core.Results;
using Strata.Traces.Api.Trees;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;

namespace Strata.Console.Tracing;

/// <summary>
/// Traces as pages show them. The tree of a trace is kept for a few seconds: its page, the rows of its waterfall and the panels of its
/// spans are asked one after another.
/// </summary>
internal sealed class TraceDesk(TraceReader reader, TimeProvider time, ScoreStore? scores = null)
{
    private const int KeptMax = 8;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly List<(TraceScope Scope, UInt128 Id, long At, SpanTree Tree)> kept = [];

    /// <summary>The tree of a trace; null where there is none in scope.</summary>
    public Result<SpanTree?> Tree(TraceScope scope, UInt128 id)
    {
        lock (gate)
        {
            kept.RemoveAll(k => time.GetElapsedTime(k.At) > KeptFor);
            if (kept.Find(k => k.Scope == scope && k.Id == id).Tree is { } known)
            {
                return known;
            }
        }

        if (!reader.Outline(scope, id).Try(out var outline, out var problem))
        {
            return problem;
        }

        if (outline.Count == 0)
        {
            return default(SpanTree);
        }

        var tree = SpanTree.Of(outline);
        lock (gate)
        {
            kept.Add((scope, id, time.GetTimestamp(), tree));
            kept.RemoveRange(0, Math.Max(0, kept.Count - KeptMax));
        }

        return tree;
    }

    /// <summary>A trace with one of its spans open; null where there is none in scope.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="id">The trace.</param>
    /// <param name="span">The span to open; 0 opens what says most: the last of the outermost calls of a model.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Result<TraceView?>> FindAsync(TraceScope scope, UInt128 id, ulong span, CancellationToken cancellationToken)
    {
        if (!Tree(scope, id).Try(out var tree, out var problem))
        {
            return problem;
        }

        if (tree is null)
        {
            return default(TraceView);
        }

        var sum = TraceReader.Sum([.. tree.Nodes.Select(n => n.Span)])!;
        if (!Open(scope, tree, span != 0 ? span : Telling(tree)).Try(out var chosen, out problem))
        {
            return problem;
        }

        var judged = scores is null ? [] : await scores.OfTraceAsync(scope.Tenant, id, cancellationToken);
        return new TraceView(sum, tree, chosen, judged) { Asked = AskedOf(chosen) };
    }

    /// <summary>A span of a trace; null where there is none in scope.</summary>
    public Result<SpanView?> Span(TraceScope scope, UInt128 trace, ulong span) =>
        Tree(scope, trace).Then<SpanView?>(tree => tree is null ? default(SpanView) : Open(scope, tree, span));

    /// <summary>What a span was asked: the last thing a user said to it.</summary>
    public static string AskedOf(SpanView? span) => PreviewText.Of(span is null ? ""
        : Text(span.Span.Messages.LastOrDefault(m => m is { Slot: MessageSlot.Input, Role: "user" or "" })) is { Length: > 0 } said ? said
        : Text(span.Span.Messages.LastOrDefault(m => m.Slot == MessageSlot.Input)));

    private static string Text(SpanMessage message) => Encoding.UTF8.GetString(message.Body.Span[..Math.Min(message.Body.Length, 2000)]);

    private Result<SpanView?> Open(TraceScope scope, SpanTree tree, ulong id)
    {
        var at = 0;
        while (at < tree.Nodes.Count && tree.Nodes[at].Span.SpanId != id)
        {
            at++;
        }

        if (at == tree.Nodes.Count)
        {
            return default(SpanView);
        }

        var (row, before) = (tree.Nodes[at].Span, 0UL);
        if (row.Usage.Total > 0)
        {
            before = tree.Nodes.Where(n => n.Span.Usage.Total > 0 && n.Span.StartNs < row.StartNs && n.Span.Name == row.Name).MaxBy(n => n.Span.StartNs)?.Span.SpanId ?? 0;
        }

        return reader.FindSpans(scope, row.TraceId, new HashSet<ulong> { id, before }).Then<SpanView?>(found => found.FirstOrDefault(s => s.SpanId == id) is { } span
            ? new SpanView(span, ChatReader.Read(span, found.FirstOrDefault(s => s.SpanId == before)))
            : default(SpanView));
    }

    private static ulong Telling(SpanTree tree)
    {
        var calls = tree.Nodes.Where(n => n.Span.Usage.Completion > 0).ToArray();
        var least = calls.Length == 0 ? 0 : calls.Min(n => n.Depth);
        return calls.Where(n => n.Depth == least).MaxBy(n => n.Span.StartNs)?.Span.SpanId ?? tree.Nodes[0].Span.SpanId;
    }
}
