using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>Puts a span together again from its row.</summary>
internal static class RowReader
{
    /// <summary>Fills a record. Messages are the costly part and can be left out.</summary>
    /// <exception cref="InvalidDataException">The row's extras are damaged.</exception>
    public static void Read(BlockView view, int row, SpanRecord into, bool withMessages)
    {
        into.Reset();
        var table = view.Table;
        into.Tenant = TenantText.Read(table.LabelBytes(Label.Tenant, view.Codes(Label.Tenant)[row]).Span);
        into.TraceId = view.Traces[row];
        into.SpanId = (ulong)view.Figures(Figure.Span)[row];
        into.ParentId = (ulong)view.Figures(Figure.Parent)[row];
        into.StartNs = view.Figures(Figure.Start)[row];
        into.EndNs = into.StartNs + view.Figures(Figure.Duration)[row];
        Labels(view, row, into);
        Figures(view, row, into);
        if (!ExtrasText.TryRead(view.Extras[row], into))
        {
            throw new InvalidDataException($"The attributes of span {into.SpanId:x16} are damaged.");
        }

        if (withMessages)
        {
            Messages(view, row, into);
        }
    }

    public static TokenUsage Usage(BlockView view, int row) => new()
    {
        Input = view.Figures(Figure.Input)[row],
        CachedInput = view.Figures(Figure.CachedInput)[row],
        CacheWrite = view.Figures(Figure.CacheWrite)[row],
        CacheWriteLong = view.Figures(Figure.CacheWriteLong)[row],
        AudioInput = view.Figures(Figure.AudioInput)[row],
        ImageInput = view.Figures(Figure.ImageInput)[row],
        Output = view.Figures(Figure.Output)[row],
        Reasoning = view.Figures(Figure.Reasoning)[row],
        AudioOutput = view.Figures(Figure.AudioOutput)[row],
        ImageOutput = view.Figures(Figure.ImageOutput)[row],
        ToolCalls = view.Figures(Figure.ToolCalls)[row],
    };

    private static void Labels(BlockView view, int row, SpanRecord into)
    {
        string Text(Label label) => view.Table.LabelText(label, view.Codes(label)[row]);
        into.Name = Text(Label.Name);
        into.Operation = Text(Label.Operation);
        into.Provider = Text(Label.Provider);
        into.RequestModel = Text(Label.Model);
        into.ResponseModel = Text(Label.ResponseModel);
        into.Session = Text(Label.Session);
        into.Conversation = Text(Label.Conversation);
        into.User = Text(Label.User);
        into.Key = Text(Label.Key);
        into.ErrorType = Text(Label.ErrorType);
        into.Tool = Text(Label.Tool);
        into.Agent = Text(Label.Agent);
        into.FinishReason = Text(Label.Finish);
        into.StatusText = Text(Label.StatusText);
        into.TraceState = Text(Label.TraceState);
        TagText.Read(view.Table.LabelBytes(Label.Tags, view.Codes(Label.Tags)[row]).Span, into.Tags);
        into.Origin = OriginText.Read(view.Table.LabelBytes(Label.Origin, view.Codes(Label.Origin)[row]).Span);
    }

    private static void Figures(BlockView view, int row, SpanRecord into)
    {
        var facts = view.Figures(Figure.Facts)[row];
        into.Kind = (SpanKind)(facts & Facts.KindMask);
        into.Status = (SpanStatus)((facts & Facts.StatusMask) >> Facts.StatusShift);
        into.CostSource = (CostSource)((facts & Facts.SourceMask) >> Facts.SourceShift);
        into.CostNanos = (facts & Facts.Priced) != 0 ? view.Figures(Figure.Cost)[row] : null;
        into.FirstTokenNs = view.Figures(Figure.FirstToken)[row] is var first and not 0 ? first - 1 : null;
        into.Flags = (uint)view.Figures(Figure.Flags)[row];
        into.Usage = (facts & Facts.HasUsage) != 0 ? Usage(view, row) : default;
    }

    private static void Messages(BlockView view, int row, SpanRecord into)
    {
        foreach (var reference in view.Refs[row])
        {
            var message = view.Table.Message(reference >> 2);
            into.Messages.Add(new SpanMessage((MessageSlot)(reference & 3), message.Role, message.Body, message.IsJson));
        }
    }
}
