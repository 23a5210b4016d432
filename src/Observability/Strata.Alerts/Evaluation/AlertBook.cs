using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Alerts.Silences;
using Strata.Alerts.Storage;
using Strata.Core.Configuration;

namespace Strata.Alerts.Evaluation;

/// <summary>Rules, receivers and silences as they stand: the configuration's and those that people edit, read again soon after a change anywhere.</summary>
public sealed class AlertBook(DefinitionStore definitions, Live<AlertsOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim reading = new(1);
    private volatile bool isStale = true;
    private DateTimeOffset readAt;
    private AlertsOptions? of;

    /// <summary>The rules, by id.</summary>
    public IReadOnlyList<AlertRule> Rules { get; private set; } = [];

    /// <summary>The receivers that people edit.</summary>
    public IReadOnlyList<Receiver> Receivers { get; private set; } = [];

    /// <summary>The silences that are not over.</summary>
    public IReadOnlyList<Silence> Silences { get; private set; } = [];

    /// <summary>Has everything read again before the next look.</summary>
    public void Invalidate() => isStale = true;

    /// <summary>Reads again where it is time.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (!isStale && now - readAt < Age && now >= readAt && ReferenceEquals(of, options.Current))
            {
                return;
            }

            isStale = false; // a change from here on is read next time
            var current = options.Current;
            var edited = await definitions.RulesAsync(cancellationToken);
            var configured = current.Rules.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);

            // A rule that did not change stays the same object: what was measured for it is kept.
            var before = Rules.ToDictionary(r => r.Key, StringComparer.Ordinal);
            Rules = [.. current.Rules.Concat(edited.Where(r => !configured.Contains(r.Key)))
                .Select(r => before.TryGetValue(r.Key, out var known) && known.Source == r.Source && IsSame(known, r) ? known : r).OrderBy(r => r.Id, StringComparer.Ordinal)];
            Receivers = await definitions.ReceiversAsync(cancellationToken);
            Silences = await definitions.SilencesAsync(now, cancellationToken);
            (readAt, of) = (now, current);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>A receiver by the name that a project's rule calls it: the project's own first, then the configuration's.</summary>
    public Receiver? Find(string organization, string project, string name) =>
        Receivers.FirstOrDefault(r => r.Name == name && r.Organization == organization && r.Project == project) ?? options.Current.Receivers.FirstOrDefault(r => r.Name == name);

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private static bool IsSame(AlertRule a, AlertRule b) =>
        System.Text.Json.JsonSerializer.Serialize(a.Body, BodyJson.Default.RuleBody) == System.Text.Json.JsonSerializer.Serialize(b.Body, BodyJson.Default.RuleBody);
}
