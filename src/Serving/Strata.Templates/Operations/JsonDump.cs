using System.Text;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>
/// Python's <c>json.dumps</c>. A dump that holds any foreign text is foreign as a whole: quoting is no reason to trust.
/// </summary>
internal sealed class JsonDump(Budget budget, JsonStyle style)
{
    private readonly StringBuilder output = new();

    public static TextValue Dump(Budget budget, Value value, JsonStyle style)
    {
        var dump = new JsonDump(budget, style);
        dump.Append(value, 0);
        return new TextValue(dump.output.ToString(), !value.HoldsForeignText);
    }

    private void Append(Value value, int depth)
    {
        SequenceValue.CheckDepth(depth);
        budget.Spend(1);
        budget.CheckLength(output.Length);
        switch (value)
        {
            case TextValue text:
                budget.Scan(text.Text.Length);
                JsonText.Append(output, text.Text, style.AsciiOnly);
                break;
            case NoneValue:
                output.Append("null");
                break;
            case BoolValue flag:
                output.Append(flag.IsTruthy ? "true" : "false");
                break;
            case IntValue number:
                number.AppendRepr(output, 0);
                break;
            case FloatValue number:
                output.Append(Number(number.Number));
                break;
            case SequenceValue sequence:
                AppendAll('[', ']', sequence.Items, depth, item => Append(item, depth + 1));
                break;
            case DictValue dict:
                AppendAll('{', '}', Entries(dict), depth, entry => AppendEntry(entry, depth));
                break;
            default:
                throw Fault.Type($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    private void AppendAll<T>(char open, char close, IReadOnlyCollection<T> items, int depth, Action<T> append)
    {
        output.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            output.Append(isFirst ? "" : style.ItemSeparator);
            NewLine(depth + 1);
            append(item);
            isFirst = false;
        }

        if (items.Count > 0)
        {
            NewLine(depth);
        }

        output.Append(close);
    }

    private void AppendEntry(KeyValuePair<Value, Value> entry, int depth)
    {
        var key = entry.Key switch
        {
            TextValue text => text.Text,
            FloatValue number => Number(number.Number),
            BoolValue flag => flag.IsTruthy ? "true" : "false",
            NoneValue => "null",
            IntValue number => number.ToText(budget).Text,
            _ => throw Fault.Type($"keys must be str, int, float, bool or None, not {entry.Key.TypeName}"),
        };
        JsonText.Append(output, key, style.AsciiOnly);
        output.Append(style.KeySeparator);
        Append(entry.Value, depth + 1);
    }

    private List<KeyValuePair<Value, Value>> Entries(DictValue dict)
    {
        if (!style.SortKeys)
        {
            return [.. dict.Entries];
        }

        return [.. Sorting.By(budget, dict.Iterate(), key => key, descending: false).Select(key => KeyValuePair.Create(key, dict.Find(key)!))];
    }

    private void NewLine(int depth)
    {
        if (style.Indent is not null)
        {
            output.Append('\n');
            for (var i = 0; i < depth; i++)
            {
                output.Append(style.Indent);
            }

            budget.CheckLength(output.Length);
        }
    }

    private static string Number(double number) => double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "Infinity"
        : double.IsNegativeInfinity(number) ? "-Infinity"
        : FloatText.Repr(number);
}
