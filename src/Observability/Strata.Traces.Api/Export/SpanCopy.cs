using Strata.Traces.Spans;

namespace Strata.Traces.Api.Export;

/// <summary>Copies a span into a place of a batch. Texts are shared.</summary>
internal static class SpanCopy
{
    public static void To(SpanRecord from, SpanRecord to)
    {
        (to.Tenant, to.TraceId, to.SpanId, to.ParentId, to.StartNs, to.EndNs) = (from.Tenant, from.TraceId, from.SpanId, from.ParentId, from.StartNs, from.EndNs);
        (to.Name, to.Kind, to.Status, to.StatusText, to.Flags, to.TraceState, to.Origin) = (from.Name, from.Kind, from.Status, from.StatusText, from.Flags, from.TraceState, from.Origin);
        (to.Operation, to.Provider, to.RequestModel, to.ResponseModel) = (from.Operation, from.Provider, from.RequestModel, from.ResponseModel);
        (to.Usage, to.CostNanos, to.CostSource, to.FirstTokenNs) = (from.Usage, from.CostNanos, from.CostSource, from.FirstTokenNs);
        (to.Session, to.Conversation, to.User, to.Key) = (from.Session, from.Conversation, from.User, from.Key);
        (to.ErrorType, to.Tool, to.Agent, to.FinishReason) = (from.ErrorType, from.Tool, from.Agent, from.FinishReason);
        (to.DroppedAttributes, to.DroppedEvents, to.DroppedLinks) = (from.DroppedAttributes, from.DroppedEvents, from.DroppedLinks);
        to.Tags.AddRange(from.Tags);
        to.Messages.AddRange(from.Messages);
        to.Attributes.Append(from.Attributes.Bytes, from.Attributes.Count);
        to.Events.AddRange(from.Events);
        to.Links.AddRange(from.Links);
    }
}
