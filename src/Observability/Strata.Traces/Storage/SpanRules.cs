using Strata.Traces.Journal;
using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>Which spans can be stored.</summary>
internal sealed class SpanRules(TraceStoreOptions options, TimeProvider time)
{
    private const int LabelCharsMax = 4096;

    /// <summary>The spans of a batch that cannot be stored, or null where all can; and why the first of them cannot.</summary>
    public HashSet<int>? Refused(SpanBatch batch, out string? reason)
    {
        HashSet<int>? refused = null;
        reason = null;
        var now = Nanoseconds(time.GetUtcNow());
        for (var i = 0; i < batch.Count; i++)
        {
            if (Wrong(batch[i], now) is { } wrong)
            {
                (refused ??= []).Add(i);
                reason ??= wrong;
            }
        }

        return refused;
    }

    public static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Days that a tenant's spans are kept; 0 for good.</summary>
    public int RetentionDays(Tenant tenant) => options.RetentionOf?.Invoke(tenant) ?? options.RetentionDays;

    /// <summary>The earliest start that a tenant still sees.</summary>
    public long EarliestNs(Tenant tenant) =>
        RetentionDays(tenant) is var days and > 0 ? Math.Max(0, Nanoseconds(time.GetUtcNow()) - (days * SegmentName.DayNs)) : 0;

    private string? Wrong(SpanRecord span, long now)
    {
        if (span.Tenant.Project is null or "" || span.Tenant.Organization is null || span.Tenant.Project.Contains('\0') || span.Tenant.Organization.Contains('\0'))
        {
            return "A span belongs to no project.";
        }

        if (span.TraceId == 0 || span.SpanId == 0)
        {
            return "A trace id or span id is missing or all zeros. (Log records sent to the path for traces look like this.)";
        }

        if (span.StartNs <= 0 || span.StartNs > now + (options.AheadMax.Ticks * 100))
        {
            return $"Span {span.SpanId:x16} starts at {span.StartNs} ns since 1970, which is before 1970 or too far ahead of this server's clock.";
        }

        if (span.StartNs < EarliestNs(span.Tenant))
        {
            return $"Span {span.SpanId:x16} is older than the {RetentionDays(span.Tenant)} days that spans are kept.";
        }

        if (span.Name.Length > LabelCharsMax || span.Session.Length > LabelCharsMax || span.User.Length > LabelCharsMax || span.Conversation.Length > LabelCharsMax)
        {
            return $"A name or label of span {span.SpanId:x16} has more than {LabelCharsMax} characters.";
        }

        return BatchWriter.BytesOf(span) > BatchLayout.SpanBytesMax ? $"Span {span.SpanId:x16} has more than {BatchLayout.SpanBytesMax >> 20} MiB." : null;
    }
}
