using Strata.Otlp.Wire;

namespace Strata.Otlp.Dialects;

/// <summary>All dialects in one table, by attribute. Within a dialect the earlier line of a field is believed more.</summary>
internal static class DialectTable
{
    /// <summary>The dialects, the most believed first.</summary>
    private static readonly (string Key, SpanField Field)[][] Order =
        [StrataNames.Rows, LangfuseNames.Rows, GenAiNames.Rows, GenAiEarlierNames.Rows, OpenInferenceNames.Rows, OpenLlmetryNames.Rows, VercelNames.Rows, GeneralNames.Rows];

    /// <summary>The line of each attribute.</summary>
    public static Utf8Table<FieldRow> Rows { get; } = new(Order.SelectMany(d => d).Select((line, at) => (line.Key, new FieldRow(line.Field, (byte)(at + 1)))));
}
