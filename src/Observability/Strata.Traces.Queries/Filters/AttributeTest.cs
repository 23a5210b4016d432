using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Filters;

/// <summary>
/// Rows with an attribute that compares. The block's filter is asked first where values must be equal. An array passes where one
/// of its elements does. Quoted values compare with text only, others also with numbers and truth values.
/// </summary>
internal sealed class AttributeTest : RowTest
{
    private readonly SpanTable table;
    private readonly byte[] key;
    private readonly FilterOperator op;
    private readonly FilterValue[] values;
    private readonly byte[][] texts;
    private readonly ulong[] hashes;

    public AttributeTest(SpanTable table, FilterNode.Compare compare)
    {
        this.table = table;
        key = Encoding.UTF8.GetBytes(compare.Field.Key);
        (op, values) = (compare.Operator, [.. compare.Values]);
        texts = [.. values.Select(v => op == FilterOperator.Contains ? TextSearch.Lowered(v.Text) : Encoding.UTF8.GetBytes(v.Text))];
        hashes = op is FilterOperator.Equal or FilterOperator.In ? [.. values.SelectMany(Hashes)] : [];
    }

    public override int Price => 100;

    public override bool MayPass(int block) => hashes.Length == 0 || Array.Exists(hashes, hash => table.MayHaveAttribute(block, hash));

    public override void Keep(BlockView view, Bits rows)
    {
        var extras = view.Extras;
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            var bytes = extras[row];
            if (bytes.IsEmpty || !Passes(ExtrasText.Attributes(bytes)))
            {
                rows.Remove(row);
            }
        }
    }

    /// <summary>Whether a list has an attribute that passes.</summary>
    public bool Passes(ReadOnlySpan<byte> attributes)
    {
        for (var reader = new AttributeReader(attributes); reader.Next();)
        {
            if (reader.Key.SequenceEqual(key) && ValuePasses(ref reader))
            {
                return true;
            }
        }

        return false;
    }

    private bool ValuePasses(ref AttributeReader reader)
    {
        if (op == FilterOperator.Exists)
        {
            return true;
        }

        if (reader.Kind == AttributeKind.Array)
        {
            for (var inside = reader.Inside(); inside.Next();)
            {
                if (inside.Kind != AttributeKind.Array && ValuePasses(ref inside))
                {
                    return true;
                }
            }

            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (Compares(ref reader, values[i], texts[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool Compares(ref AttributeReader reader, in FilterValue value, byte[] text)
    {
        switch (reader.Kind)
        {
            case AttributeKind.Text when op == FilterOperator.Contains:
                byte[] buffer = [];
                return TextSearch.Holds(reader.Bytes, text, ref buffer);
            case AttributeKind.Text:
                return Holds(reader.Bytes.SequenceCompareTo(text));
            case AttributeKind.Integer or AttributeKind.Number when value is { Number: { } number, Quoted: false }:
                return Holds((reader.Kind == AttributeKind.Integer ? reader.Integer : reader.Number).CompareTo(number));
            case AttributeKind.True or AttributeKind.False when !value.Quoted && op is FilterOperator.Equal or FilterOperator.In:
                return value.Text.Equals(reader.Kind == AttributeKind.True ? "true" : "false", StringComparison.OrdinalIgnoreCase);
            default:
                return false;
        }
    }

    private bool Holds(int order) => op switch
    {
        FilterOperator.Equal or FilterOperator.In => order == 0,
        FilterOperator.Less => order < 0,
        FilterOperator.LessOrEqual => order <= 0,
        FilterOperator.Greater => order > 0,
        FilterOperator.GreaterOrEqual => order >= 0,
        _ => false,
    };

    private IEnumerable<ulong> Hashes(FilterValue value)
    {
        var hash = Hash64.Of(key);
        yield return AttributeHash.OfText(hash, Encoding.UTF8.GetBytes(value.Text));
        if (!value.Quoted && value.Number is { } number)
        {
            yield return AttributeHash.OfNumber(hash, number);
        }

        if (!value.Quoted && bool.TryParse(value.Text, out var flag))
        {
            yield return AttributeHash.OfFlag(hash, flag);
        }
    }
}
