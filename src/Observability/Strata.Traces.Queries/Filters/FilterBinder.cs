using System.Globalization;
using System.Text;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Binds a filter's tree to a table: texts become codes, comparisons ranges. What passes each score test was looked up before.</summary>
internal sealed class FilterBinder(IReadOnlyDictionary<FilterNode.Compare, ScoredSpans> scores, CancellationToken cancellationToken)
{
    public RowTest Bind(FilterNode? node, SpanTable table) => node switch
    {
        null => ConstantTest.Always,
        FilterNode.Both both => new BothTest([Bind(both.Left, table), Bind(both.Right, table)]),
        FilterNode.Either either => new EitherTest(Bind(either.Left, table), Bind(either.Right, table)),
        FilterNode.Not not => new NotTest(Bind(not.Inner, table)),
        FilterNode.Compare compare => Compare(compare, table),
        _ => throw new InvalidOperationException($"A filter has a {node.GetType().Name}, which nothing binds."),
    };

    private RowTest Compare(FilterNode.Compare compare, SpanTable table)
    {
        if (compare.Operator == FilterOperator.In && compare.Field.Kind is not (FieldKind.Label or FieldKind.Tag or FieldKind.Attribute or FieldKind.Score))
        {
            return compare.Values.Select(v => Compare(compare with { Operator = FilterOperator.Equal, Values = [v] }, table)).Aggregate((a, b) => new EitherTest(a, b));
        }

        var field = compare.Field;
        return field.Kind switch
        {
            FieldKind.Label => LabelOf(compare, table),
            FieldKind.Tag => Matching(table, Label.Tags, text => HasTag(text, compare)),
            FieldKind.Flag => Flag(field, compare.Values[0].Number != 0),
            FieldKind.Word => new FactsTest(
                field.Name == "kind" ? Facts.KindMask : Facts.StatusMask, field.Name == "kind" ? (long)compare.Values[0].Number! : (long)compare.Values[0].Number! << Facts.StatusShift),
            FieldKind.Money => new BothTest([new FactsTest(Facts.Priced, Facts.Priced), Range(compare, table, 0)]),
            FieldKind.Duration when field.Figures[0] == Figure.FirstToken => new BothTest([new FigureTest(table, field.Figures, 1, long.MaxValue), Range(compare, table, 1)]),
            FieldKind.Duration or FieldKind.Count or FieldKind.Moment => Range(compare, table, 0),
            FieldKind.Id => Id(compare, table),
            FieldKind.Text => new TextTest(table, TextSearch.Lowered(compare.Values[0].Text), field.Slots, cancellationToken),
            FieldKind.Attribute when field.Name.StartsWith(FieldTable.ResourcePrefix, StringComparison.Ordinal) => Resource(compare, table),
            FieldKind.Attribute => new AttributeTest(table, compare),
            FieldKind.Score => scores.TryGetValue(compare, out var scored) ? new TraceTest(table, scored.Traces, scored.Spans) : ConstantTest.Never,
            _ => throw new InvalidOperationException($"A field is a {field.Kind}, which nothing binds."),
        };
    }

    private static RowTest LabelOf(FilterNode.Compare compare, SpanTable table)
    {
        var label = compare.Field.Label;
        switch (compare.Operator)
        {
            case FilterOperator.Equal:
                return LabelTest.Of(table, label, Encoding.UTF8.GetBytes(compare.Values[0].Text));
            case FilterOperator.In:
                var passes = new bool[table.LabelCount(label)];
                foreach (var value in compare.Values)
                {
                    var code = table.FindLabel(label, Encoding.UTF8.GetBytes(value.Text));
                    if (code >= 0 && code < passes.Length)
                    {
                        passes[code] = true;
                    }
                }

                return new LabelTest(table, label, passes);
            case FilterOperator.Exists:
                return Matching(table, label, text => text.Length > 0);
            default:
                var lowered = TextSearch.Lowered(compare.Values[0].Text);
                byte[] buffer = [];
                return Matching(table, label, text => TextSearch.Holds(text.Span, lowered, ref buffer));
        }
    }

    private static LabelTest Matching(SpanTable table, Label label, Func<ReadOnlyMemory<byte>, bool> match)
    {
        var passes = new bool[table.LabelCount(label)];
        for (var code = 0; code < passes.Length; code++)
        {
            passes[code] = match(table.LabelBytes(label, code));
        }

        return new LabelTest(table, label, passes);
    }

    private static bool HasTag(ReadOnlyMemory<byte> text, FilterNode.Compare compare)
    {
        if (compare.Operator == FilterOperator.Exists)
        {
            return text.Length > 0;
        }

        byte[] buffer = [];
        for (var rest = text.Span; !rest.IsEmpty;)
        {
            var tag = TagText.Next(ref rest);
            foreach (var value in compare.Values)
            {
                if (compare.Operator == FilterOperator.Contains ? TextSearch.Holds(tag, TextSearch.Lowered(value.Text), ref buffer) : tag.SequenceEqual(Encoding.UTF8.GetBytes(value.Text)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static RowTest Flag(FilterField field, bool wanted)
    {
        var test = new FactsTest(field.Facts.Mask, field.Facts.Value);
        return wanted ? test : new NotTest(test);
    }

    private static FigureTest Range(FilterNode.Compare compare, SpanTable table, long offset)
    {
        var number = compare.Values[0].Number!.Value;
        var (least, most) = compare.Operator switch
        {
            FilterOperator.Less => (long.MinValue, Down(Math.Ceiling(number) - 1)),
            FilterOperator.LessOrEqual => (long.MinValue, Down(Math.Floor(number))),
            FilterOperator.Greater => (Down(Math.Floor(number) + 1), long.MaxValue),
            FilterOperator.GreaterOrEqual => (Down(Math.Ceiling(number)), long.MaxValue),
            _ => number == Math.Round(number) ? (Down(number), Down(number)) : (1, 0),
        };
        return new FigureTest(table, compare.Field.Figures, least == long.MinValue ? least : least + offset, most == long.MaxValue ? most : most + offset);
    }

    private static long Down(double value) => value >= 9e18 ? long.MaxValue - 1 : value <= -9e18 ? long.MinValue + 1 : (long)value;

    private static RowTest Id(FilterNode.Compare compare, SpanTable table)
    {
        var id = UInt128.Parse(compare.Values[0].Text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (compare.Field.Figures is [var figure])
        {
            return id <= ulong.MaxValue ? new FigureTest(table, [figure], (long)(ulong)id, (long)(ulong)id) : ConstantTest.Never;
        }

        return new TraceTest(table, [id], []);
    }

    private static LabelTest Resource(FilterNode.Compare compare, SpanTable table)
    {
        var test = new AttributeTest(table, compare);
        return Matching(table, Label.Origin, origin => test.Passes(OriginText.Attributes(origin.Span, ofScope: false)));
    }
}
