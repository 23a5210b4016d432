using Strata.Alerts.Rules;
using Strata.Traces.Spans;

namespace Strata.Alerts.Signals;

/// <summary>
/// Counts what keys, agents and sessions spend and repeat, from spans as they are stored: a few additions a call, nothing is read again. Holds the
/// subjects seen lately, bounded; the one seen longest ago gives way. Only spans of calls to models count, once each. Thread-safe.
/// </summary>
public sealed class RunawayWatch
{
    /// <summary>Subjects of each kind that are kept.</summary>
    public const int SubjectsMax = 4_096;

    private readonly Lock gate = new();
    private readonly Dictionary<(SubjectKind Kind, Tenant Tenant, string Name), Subject> subjects = [];

    /// <summary>Counts a batch that was stored.</summary>
    public void Observe(SpanBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (gate)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var span = batch[i];
                if (span.CostNanos is not null || (span.Operation.Length > 0 && span.Usage.Total > 0))
                {
                    Count(span);
                }
            }
        }
    }

    /// <summary>How the subjects of a project behave.</summary>
    public IReadOnlyList<SubjectFigures> Read((string Organization, string Project) whose, SubjectKind by, TimeSpan window, DateTimeOffset now)
    {
        var slots = Math.Max(1, (int)Math.Ceiling(window.TotalSeconds / Subject.SlotSeconds));
        var slot = now.ToUnixTimeSeconds() / Subject.SlotSeconds;
        var tenant = new Tenant(whose.Organization, whose.Project);
        lock (gate)
        {
            return [.. subjects.Where(s => s.Key.Kind == by && s.Key.Tenant == tenant && s.Value.Newest > slot - Subject.Slots).Select(s => s.Value.Read(s.Key.Name, slots, slot))];
        }
    }

    /// <summary>Begins anew with everything that a key asked for.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            foreach (var subject in subjects.Values.Where(s => s.Key == key))
            {
                subject.Forget();
            }
        }
    }

    private void Count(SpanRecord span)
    {
        var slot = span.EndNs / 1_000_000_000 / Subject.SlotSeconds;
        var prompt = PromptOf(span);
        foreach (var (kind, name) in (ReadOnlySpan<(SubjectKind, string)>)[(SubjectKind.Key, span.Key), (SubjectKind.Agent, span.Agent), (SubjectKind.Session, span.Session)])
        {
            if (name.Length > 0)
            {
                Of(kind, span.Tenant, name).Add(slot, span.CostNanos ?? 0, prompt, span.Key);
            }
        }
    }

    /// <summary>The last thing that was said to the model; 0 where the span holds no message.</summary>
    private static ulong PromptOf(SpanRecord span)
    {
        for (var i = span.Messages.Count - 1; i >= 0; i--)
        {
            if (span.Messages[i] is { Slot: MessageSlot.Input, Body.Length: > 0 } message)
            {
                var hash = new HashCode();
                hash.AddBytes(message.Body.Span);
                return ((ulong)(uint)message.Body.Length << 32) | (uint)hash.ToHashCode();
            }
        }

        return 0;
    }

    private Subject Of(SubjectKind kind, Tenant tenant, string name)
    {
        if (subjects.TryGetValue((kind, tenant, name), out var known))
        {
            return known;
        }

        if (subjects.Count >= 3 * SubjectsMax)
        {
            foreach (var old in subjects.OrderBy(s => s.Value.Newest).Take(SubjectsMax / 4).Select(s => s.Key).ToArray())
            {
                subjects.Remove(old);
            }
        }

        return subjects[(kind, tenant, name)] = new Subject();
    }
}
