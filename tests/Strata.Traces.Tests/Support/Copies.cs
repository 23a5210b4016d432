using System.Text;
using Strata.Traces.Spans;

namespace Strata.Traces.Tests.Support;

/// <summary>Copies and compares spans.</summary>
internal static class Copies
{
    public static SpanRecord Of(SpanRecord from)
    {
        var to = new SpanRecord
        {
            Tenant = from.Tenant,
            TraceId = from.TraceId,
            SpanId = from.SpanId,
            ParentId = from.ParentId,
            StartNs = from.StartNs,
            EndNs = from.EndNs,
            Name = from.Name,
            Kind = from.Kind,
            Status = from.Status,
            StatusText = from.StatusText,
            Flags = from.Flags,
            TraceState = from.TraceState,
            Origin = from.Origin,
            Operation = from.Operation,
            Provider = from.Provider,
            RequestModel = from.RequestModel,
            ResponseModel = from.ResponseModel,
            Usage = from.Usage,
            CostNanos = from.CostNanos,
            CostSource = from.CostSource,
            FirstTokenNs = from.FirstTokenNs,
            Session = from.Session,
            Conversation = from.Conversation,
            User = from.User,
            Key = from.Key,
            ErrorType = from.ErrorType,
            Tool = from.Tool,
            Agent = from.Agent,
            FinishReason = from.FinishReason,
            DroppedAttributes = from.DroppedAttributes,
            DroppedEvents = from.DroppedEvents,
            DroppedLinks = from.DroppedLinks,
        };
        to.Tags.AddRange(from.Tags);
        to.Messages.AddRange(from.Messages.Select(m => m with { Body = m.Body.ToArray() }));
        to.Attributes.Append(from.Attributes.Bytes, from.Attributes.Count);
        foreach (var happened in from.Events)
        {
            var copy = new SpanEvent { Name = happened.Name, TimeNs = happened.TimeNs, DroppedAttributes = happened.DroppedAttributes };
            copy.Attributes.Append(happened.Attributes.Bytes, happened.Attributes.Count);
            to.Events.Add(copy);
        }

        to.Links.AddRange(from.Links);
        return to;
    }

    /// <summary>A span as text, every member of it.</summary>
    public static string Text(SpanRecord span)
    {
        var text = new StringBuilder();
        text.Append($"{span.Tenant} {span.TraceId:x} {span.SpanId:x} {span.ParentId:x} {span.StartNs} {span.EndNs} {span.Name} {span.Kind} {span.Status} {span.StatusText} {span.Flags} {span.TraceState} ");
        text.Append($"{span.Operation} {span.Provider} {span.RequestModel} {span.ResponseModel} {span.Usage} {span.CostNanos} {span.CostSource} {span.FirstTokenNs} {span.Session} {span.Conversation} ");
        text.Append($"{span.User} {span.Key} {span.ErrorType} {span.Tool} {span.Agent} {span.FinishReason} {string.Join('|', span.Tags)} {span.DroppedAttributes} {span.DroppedEvents} {span.DroppedLinks} ");
        text.Append($"{span.Origin.Service} {span.Origin.ScopeName} {span.Origin.ScopeVersion} {Convert.ToHexString(span.Origin.Resource.Span)} {Convert.ToHexString(span.Attributes.Bytes)} {span.Attributes.Count} ");
        text.AppendJoin(';', span.Messages.Select(m => $"{m.Slot} {m.Role} {m.IsJson} {Encoding.UTF8.GetString(m.Body.Span)}"));
        text.AppendJoin(';', span.Events.Select(e => $"{e.Name} {e.TimeNs} {e.DroppedAttributes} {Convert.ToHexString(e.Attributes.Bytes)}"));
        text.AppendJoin(';', span.Links.Select(l => $"{l.TraceId} {l.SpanId} {l.TraceState} {l.Flags} {l.DroppedAttributes}"));
        return text.ToString();
    }
}
