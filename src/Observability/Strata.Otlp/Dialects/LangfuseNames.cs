namespace Strata.Otlp.Dialects;

/// <summary>Langfuse's attributes over OTLP: usage and cost are JSON objects, in classes that do not overlap.</summary>
internal static class LangfuseNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("langfuse.observation.type", SpanField.KindWord),
        ("langfuse.observation.model.name", SpanField.RequestModel),
        ("langfuse.observation.usage_details", SpanField.UsageDetails),
        ("langfuse.observation.cost_details", SpanField.CostDetails),
        ("langfuse.observation.completion_start_time", SpanField.FirstTokenTime),
        ("langfuse.observation.input", SpanField.Input),
        ("langfuse.observation.output", SpanField.Output),
        ("langfuse.session.id", SpanField.Session),
        ("langfuse.user.id", SpanField.User),
        ("langfuse.trace.tags", SpanField.Tags),
    ];
}
