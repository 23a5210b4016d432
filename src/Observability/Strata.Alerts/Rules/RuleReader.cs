using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Traces.Queries.Filters;

namespace Strata.Alerts.Rules;

/// <summary>Makes a rule of what was written; the first thing wrong is said with its name and the fix.</summary>
public static class RuleReader
{
    /// <summary>Characters of an id, a label's value or a receiver's name.</summary>
    public const int NameMax = 100;

    private const int TextMax = 1_000;
    private const int ListMax = 16;
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>Reads a rule.</summary>
    public static Result<AlertRule> Read((string Organization, string Project) whose, string id, string source, RuleBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!IsName(id) || id.Contains('/', StringComparison.Ordinal))
        {
            return Problem.Invalid($"A rule's id has 1 to {NameMax} characters, none of them a control character or a slash.", "id");
        }

        if (!RuleWords.Kinds.TryGetValue(body.Kind ?? "", out var kind))
        {
            return Problem.Invalid($"'{body.Kind}' is no kind of rule. Use {string.Join(", ", RuleWords.Kinds.Keys)}.", "kind");
        }

        if (CheckWords(body) is { } wrong)
        {
            return wrong;
        }

        if (!Span(body.For, "for", TimeSpan.Zero, (TimeSpan.Zero, Year)).Try(out var pending, out var problem)
            || !Span(body.Repeat, "repeat", TimeSpan.FromHours(4), (TimeSpan.FromMinutes(1), Year)).Try(out var repeat, out problem)
            || !Span(body.GroupEvery, "group_every", TimeSpan.FromMinutes(1), (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))).Try(out var every, out problem)
            || !ConditionReader.Read(kind, body).Try(out var condition, out problem))
        {
            return problem;
        }

        return new AlertRule
        {
            Id = id,
            Organization = whose.Organization,
            Project = whose.Project,
            Source = source,
            Kind = kind,
            Condition = condition,
            Body = body,
            Severity = body.Severity ?? "warning",
            For = pending,
            Repeat = repeat,
            GroupEvery = every,
            Receivers = body.Receivers ?? [],
            Group = body.Group ?? [],
            InhibitedBy = body.InhibitedBy ?? [],
            Labels = body.Labels ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>Whether a text can be a name: not empty, bounded, without control characters.</summary>
    public static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= NameMax && !text.Any(char.IsControl);

    internal static Result<TimeSpan> Span(string? text, string field, TimeSpan usual, (TimeSpan Min, TimeSpan Max) range) =>
        text is null ? usual
        : DurationText.TryRead(text, out var value) && value >= range.Min && value <= range.Max ? value
        : Problem.Invalid($"'{text}' is not a time from {DurationText.Write(range.Min)} to {DurationText.Write(range.Max)}. Write for instance 30s, 5m or 2h.", field);

    internal static Result<SpanFilter> Filter(string? text) => SpanFilter.Parse(text ?? "");

    private static Problem? CheckWords(RuleBody body) =>
        body.Severity is { } severity && !RuleWords.Severities.Contains(severity) ? Problem.Invalid($"'{severity}' is no severity. Use {string.Join(", ", RuleWords.Severities)}.", "severity")
        : (body.Summary?.Length ?? 0) > TextMax || (body.Runbook?.Length ?? 0) > TextMax ? Problem.Invalid($"Summary and runbook have at most {TextMax} characters.", "summary")
        : Names(body.Receivers, "receivers") ?? Names(body.Group, "group") ?? Names(body.InhibitedBy, "inhibited_by") ?? Labels(body.Labels);

    private static Problem? Names(IReadOnlyList<string>? list, string field) =>
        list is null || (list.Count <= ListMax && list.All(IsName)) ? null : Problem.Invalid($"'{field}' holds at most {ListMax} names of 1 to {NameMax} characters.", field);

    private static Problem? Labels(IReadOnlyDictionary<string, string>? labels) =>
        labels is null || (labels.Count <= ListMax && labels.All(l => IsName(l.Key) && IsName(l.Value) && l.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))) ? null
        : Problem.Invalid($"'labels' holds at most {ListMax} labels; names are letters, digits and '_', values have 1 to {NameMax} characters.", "labels");
}
