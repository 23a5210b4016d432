using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Collector.Tests.Support;

/// <summary>Notes the names of what it is given; answers with a problem where it is told one.</summary>
internal sealed class ListSink : ISpanSink
{
    private readonly Lock gate = new();
    private readonly List<string> spans = [];
    private readonly List<string> texts = [];

    public Problem? Problem { get; set; }

    /// <summary>A line a span: project, key, name, operation.</summary>
    public IReadOnlyList<string> Spans
    {
        get
        {
            lock (gate)
            {
                return [.. spans];
            }
        }
    }

    /// <summary>The texts of all messages.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (gate)
            {
                return [.. texts];
            }
        }
    }

    public async ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Problem is not null)
        {
            return Problem;
        }

        lock (gate)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                spans.Add($"{batch[i].Tenant.Project} {batch[i].Key} {batch[i].Name} {batch[i].Operation}".TrimEnd());
                texts.AddRange(batch[i].Messages.Select(m => System.Text.Encoding.UTF8.GetString(m.Body.Span)));
            }
        }

        return new AppendOutcome(batch.Count, 0, 0, null);
    }
}
