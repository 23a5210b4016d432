namespace Strata.Otlp.Dialects;

/// <summary>Names of OpenTelemetry that every dialect uses.</summary>
internal static class GeneralNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("session.id", SpanField.Session),
        ("user.id", SpanField.User),
        ("enduser.id", SpanField.User),
        ("error.type", SpanField.ErrorType),
    ];
}
