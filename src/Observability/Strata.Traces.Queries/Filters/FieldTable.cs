using Strata.Core.Results;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Filters;

/// <summary>The fields of the filter language: the one list that parser, documentation and completion go by.</summary>
public static class FieldTable
{
    internal const string AttributePrefix = "attr.";
    internal const string ResourcePrefix = "resource.";
    internal const string ScorePrefix = "score.";

    private static readonly Figure[] Prompt = [Figure.Input, Figure.CachedInput, Figure.CacheWrite, Figure.CacheWriteLong, Figure.AudioInput, Figure.ImageInput];
    private static readonly Figure[] Completion = [Figure.Output, Figure.Reasoning, Figure.AudioOutput, Figure.ImageOutput];

    private static readonly Dictionary<string, FilterField> Fields = new FilterField[]
    {
        Of("name", Label.Name), Of("service", Label.Service), Of("operation", Label.Operation), Of("provider", Label.Provider),
        Of("model", Label.Model), Of("response_model", Label.ResponseModel), Of("session", Label.Session), Of("conversation", Label.Conversation),
        Of("user", Label.User), Of("key", Label.Key), Of("tool", Label.Tool), Of("agent", Label.Agent), Of("error_type", Label.ErrorType),
        Of("finish_reason", Label.Finish), Of("status_text", Label.StatusText),
        new("tag", FieldKind.Tag),
        new("latency", FieldKind.Duration) { Figures = [Figure.Duration] },
        new("ttft", FieldKind.Duration) { Figures = [Figure.FirstToken] },
        new("cost", FieldKind.Money) { Figures = [Figure.Cost] },
        new("tokens", FieldKind.Count) { Figures = [.. Prompt, .. Completion] },
        new("input_tokens", FieldKind.Count) { Figures = Prompt },
        new("output_tokens", FieldKind.Count) { Figures = Completion },
        new("cached_tokens", FieldKind.Count) { Figures = [Figure.CachedInput] },
        new("cache_write_tokens", FieldKind.Count) { Figures = [Figure.CacheWrite, Figure.CacheWriteLong] },
        new("reasoning_tokens", FieldKind.Count) { Figures = [Figure.Reasoning] },
        new("tool_calls", FieldKind.Count) { Figures = [Figure.ToolCalls] },
        new("error", FieldKind.Flag) { Facts = (Columns.Facts.StatusMask, Columns.Facts.Error) },
        new("root", FieldKind.Flag) { Facts = (Columns.Facts.Entry, Columns.Facts.Entry) },
        new("priced", FieldKind.Flag) { Facts = (Columns.Facts.Priced, Columns.Facts.Priced) },
        new("unpriced", FieldKind.Flag) { Facts = (Columns.Facts.Priced | Columns.Facts.HasUsage, Columns.Facts.HasUsage) },
        new("kind", FieldKind.Word), new("status", FieldKind.Word),
        new("trace", FieldKind.Id), new("span", FieldKind.Id) { Figures = [Figure.Span] }, new("parent", FieldKind.Id) { Figures = [Figure.Parent] },
        new("start", FieldKind.Moment) { Figures = [Figure.Start] },
        new("text", FieldKind.Text), new("input", FieldKind.Text) { Slots = 1 << (int)MessageSlot.Input },
        new("output", FieldKind.Text) { Slots = 1 << (int)MessageSlot.Output }, new("system", FieldKind.Text) { Slots = 1 << (int)MessageSlot.System },
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The names of all fields but those with a free part (<c>attr.…</c>, <c>resource.…</c>, <c>score.…</c>).</summary>
    public static IReadOnlyCollection<string> Names => Fields.Keys;

    /// <summary>All fields as completion and documentation show them, those with a free part at the end.</summary>
    public static IReadOnlyList<FieldFact> Facts { get; } =
    [
        .. Fields.Values.Select(f => new FieldFact(f.Name, Word(f.Kind), f.Kind == FieldKind.Label)),
        new(AttributePrefix, Word(FieldKind.Attribute), false), new(ResourcePrefix, Word(FieldKind.Attribute), false), new(ScorePrefix, Word(FieldKind.Score), false),
    ];

    internal static Result<FilterField> Find(string name)
    {
        if (Fields.TryGetValue(name, out var field))
        {
            return field;
        }

        foreach (var (prefix, kind) in (ReadOnlySpan<(string, FieldKind)>)[(AttributePrefix, FieldKind.Attribute), (ResourcePrefix, FieldKind.Attribute), (ScorePrefix, FieldKind.Score)])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
            {
                return new FilterField(name, kind) { Key = name[prefix.Length..] };
            }
        }

        return Problem.Invalid($"There is no field '{name}'. Fields are {string.Join(", ", Fields.Keys)}, and attr.NAME, resource.NAME, score.NAME.", "filter");
    }

    /// <summary>The label column that a field groups by; a problem where it is none.</summary>
    internal static Result<Label> FindLabel(string name) =>
        Fields.TryGetValue(name, out var field) && field.Kind == FieldKind.Label
            ? field.Label
            : Problem.Invalid($"'{name}' is no field to group by. Those are {string.Join(", ", Fields.Values.Where(f => f.Kind == FieldKind.Label).Select(f => f.Name))}.", "group");

    private static string Word(FieldKind kind) => kind switch
    {
        FieldKind.Duration => "duration: 250ms, 2s, 1m",
        FieldKind.Money => "dollars: 0.01",
        FieldKind.Count => "count: 1200, 1.2k",
        FieldKind.Flag => "yes or no, stands alone",
        FieldKind.Word => "a word",
        FieldKind.Id => "hexadecimal id",
        FieldKind.Moment => "a moment, ISO 8601",
        FieldKind.Text => "text of messages, with ~",
        FieldKind.Attribute => "an attribute by its name",
        FieldKind.Score => "a score by its name",
        _ => "text",
    };

    private static FilterField Of(string name, Label label) => new(name, FieldKind.Label) { Label = label };
}
