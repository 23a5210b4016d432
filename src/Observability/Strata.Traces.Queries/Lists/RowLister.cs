using System.Text;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Lists;

/// <summary>Turns rows into what lists show.</summary>
internal sealed class RowLister
{
    private const int PreviewBytes = 240;
    private const int LookBackMax = 12;
    private readonly BlockView view = new();
    private readonly LabelTexts texts = new();

    /// <summary>A row as a list shows it.</summary>
    public SpanRow Read(SpanTable table, RowPlace place, bool withPreview)
    {
        Move(table, place);
        var row = place.Row;

        string Text(Label label) => texts.Of(table, label, view.Codes(label)[row]);
        var facts = view.Figures(Figure.Facts)[row];
        return new SpanRow
        {
            TraceId = view.Traces[row],
            SpanId = (ulong)view.Figures(Figure.Span)[row],
            ParentId = (ulong)view.Figures(Figure.Parent)[row],
            StartNs = view.Figures(Figure.Start)[row],
            DurationNs = view.Figures(Figure.Duration)[row],
            Name = Text(Label.Name),
            Kind = (SpanKind)(facts & Facts.KindMask),
            Status = (SpanStatus)((facts & Facts.StatusMask) >> Facts.StatusShift),
            Service = Text(Label.Service),
            Operation = Text(Label.Operation),
            Provider = Text(Label.Provider),
            Model = Text(Label.Model),
            Session = Text(Label.Session),
            User = Text(Label.User),
            Key = Text(Label.Key),
            Tool = Text(Label.Tool),
            ErrorType = Text(Label.ErrorType),
            Usage = (facts & Facts.HasUsage) != 0 ? RowReader.Usage(view, row) : default,
            CostNanos = (facts & Facts.Priced) != 0 ? view.Figures(Figure.Cost)[row] : null,
            FirstTokenNs = view.Figures(Figure.FirstToken)[row] is var first and not 0 ? first - 1 : null,
            Preview = withPreview ? Preview(row) : "",
        };
    }

    /// <summary>Whether anything was sent with the span.</summary>
    public bool HasInput(SpanTable table, RowPlace place)
    {
        Move(table, place);
        foreach (var reference in view.Refs[place.Row])
        {
            if ((MessageSlot)(reference & 3) == MessageSlot.Input)
            {
                return true;
            }
        }

        return false;
    }

    private void Move(SpanTable table, RowPlace place)
    {
        if (!ReferenceEquals(view.Table, table) || view.Block != place.Block || view.Rows <= place.Row)
        {
            view.MoveTo(table, place.Block);
        }
    }

    /// <summary>The last thing a person said, else the last thing that was sent; looks back so many messages and no further.</summary>
    private ReadOnlyMemory<byte> LastOfUser(int row, int last)
    {
        var refs = view.Refs[row];
        var left = LookBackMax;
        for (var i = refs.Length - 1; i >= 0 && left > 0; i--)
        {
            if ((MessageSlot)(refs[i] & 3) == MessageSlot.Input && left-- > 0 && view.Table.Message(refs[i] >> 2) is { Role: "user" or "human" } said)
            {
                return said.Body;
            }
        }

        return view.Table.Message(last).Body;
    }

    private string Preview(int row)
    {
        var chosen = -1;
        foreach (var reference in view.Refs[row])
        {
            if ((MessageSlot)(reference & 3) == MessageSlot.Input)
            {
                chosen = reference >> 2;
            }
        }

        if (chosen < 0)
        {
            return "";
        }

        var body = LastOfUser(row, chosen).Span;
        var end = Math.Min(body.Length, PreviewBytes);
        while (end > 0 && end < body.Length && (body[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(body[..end]) + (end < body.Length ? "…" : "");
    }
}
