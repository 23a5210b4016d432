namespace Strata.Otlp.Dialects;

/// <summary>Our own attributes, where another Strata sends its spans here.</summary>
internal static class StrataNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("strata.cost.nanos", SpanField.CostNanos),
    ];
}
