using Strata.Console.Data;

namespace Strata.Console.Tests.Support;

/// <summary>A ledger in a list, by project.</summary>
internal sealed class FakeLog : IRequestLog
{
    private readonly List<(string Project, RequestRow Row)> rows = [];

    public bool Broken { get; set; }

    /// <summary>Lists wait for it.</summary>
    public TaskCompletionSource? Slow { get; set; }

    public void Add(string project, RequestRow row)
    {
        lock (rows)
        {
            rows.Add((project, row));
        }
    }

    public async ValueTask<IReadOnlyList<RequestRow>> ListAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        await (Slow?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        return [.. Select(query).Where(r => query.Before is null || string.CompareOrdinal(r.Id, query.Before) < 0).OrderByDescending(r => r.Id, StringComparer.Ordinal).Take(query.Limit)];
    }

    public ValueTask<RequestRow?> FindAsync(Reach reach, string id, CancellationToken cancellationToken)
    {
        lock (rows)
        {
            return new(rows.FirstOrDefault(r => (reach.Project is null ? reach.Organization == "org" : r.Project == reach.Project) && r.Row.Id == id).Row);
        }
    }

    public ValueTask<IReadOnlyList<UsageLine>> SumAsync(RequestQuery query, bool byDay, CancellationToken cancellationToken) =>
        new([.. Select(query).GroupBy(r => byDay ? r.At.UtcDateTime.ToString("yyyy-MM-dd") : r.Model, StringComparer.Ordinal).Select(g => new UsageLine(
            g.Key, g.Count(), g.Count(r => r.Verdict != RequestVerdict.Ok), g.Sum(r => r.Usage.Prompt), g.Sum(r => r.Usage.Completion),
            new(g.Sum(r => r.Cost?.Nanos ?? 0)), g.Count(r => r.Cost is null && r.Verdict == RequestVerdict.Ok)))]);

    private List<RequestRow> Select(RequestQuery query)
    {
        if (Broken)
        {
            throw new InvalidOperationException("The ledger is broken for this test.");
        }

        lock (rows)
        {
            return [.. rows.Where(r => query.Project is null ? query.Organization == "org" : r.Project == query.Project).Select(r => r.Row with { Project = r.Project }).Where(r =>
                (query.KeyId is null || r.KeyId == query.KeyId) && (query.Provider is null || r.Provider == query.Provider) && (query.Deployment is null || r.Deployment == query.Deployment)
                    && (query.Model is null || r.Model == query.Model) && (query.Verdict is null || r.Verdict == query.Verdict)
                && (query.From is null || r.At >= query.From) && (query.To is null || r.At < query.To)
                && (query.Text is null || r.Id.Contains(query.Text, StringComparison.Ordinal) || r.Model.Contains(query.Text, StringComparison.Ordinal)))];
        }
    }
}
