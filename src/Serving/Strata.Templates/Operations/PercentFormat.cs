using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>Python's <c>text % values</c>. Literal parts keep the format's marks, inserted parts their own.</summary>
internal sealed class PercentFormat
{
    private readonly Budget budget;
    private readonly TextValue format;
    private readonly Value values;
    private readonly TextBuilder output;
    private int at;
    private int used;

    private PercentFormat(Budget budget, TextValue format, Value values)
    {
        (this.budget, this.format, this.values) = (budget, format, values);
        output = new TextBuilder(budget);
    }

    public static TextValue Format(Budget budget, TextValue format, Value values)
    {
        var work = new PercentFormat(budget, format, values);
        work.Run();
        return work.output.ToText(format.IsMarkup);
    }

    private void Run()
    {
        var text = format.Text;
        while (at < text.Length)
        {
            var next = text.IndexOf('%', at);
            next = next < 0 ? text.Length : next;
            output.Append(format, at, next - at);
            at = next + 1;
            if (next < text.Length)
            {
                Conversion();
            }
        }

        var left = values is TupleValue tuple ? used < tuple.Items.Count : used == 0 && values is not (DictValue or ListValue or RangeValue or UndefinedValue);
        if (left)
        {
            throw Fault.Type("not all arguments converted during string formatting");
        }
    }

    private void Conversion()
    {
        var key = Key();
        var (flags, style) = ("", new NumberStyle());
        for (; "-+ 0#".Contains(Peek(), StringComparison.Ordinal); at++)
        {
            flags += Peek();
        }

        var width = Count();
        var precision = (int?)null;
        if (Peek() == '.')
        {
            at++;
            precision = Count();
        }

        while ("hlL".Contains(Peek(), StringComparison.Ordinal))
        {
            at++;
        }

        var type = Peek();
        at++;
        style = style with
        {
            Width = Math.Abs(width),
            Precision = precision,
            Type = type,
            Alternate = flags.Contains('#', StringComparison.Ordinal),
            Sign = flags.Contains('+', StringComparison.Ordinal) ? '+' : flags.Contains(' ', StringComparison.Ordinal) ? ' ' : '-',
            Align = flags.Contains('-', StringComparison.Ordinal) || width < 0 ? '<' : flags.Contains('0', StringComparison.Ordinal) ? '=' : '>',
            Fill = flags.Contains('0', StringComparison.Ordinal) && !flags.Contains('-', StringComparison.Ordinal) ? '0' : ' ',
        };
        if (type == '%')
        {
            output.Append("%", true);
            return;
        }

        Insert(key is null ? Next() : Find(key), style);
    }

    private void Insert(Value value, NumberStyle style)
    {
        switch (style.Type)
        {
            case 's' or 'r' or 'a':
                InsertText(style.Type == 's' ? value.ToText(budget) : Repr(value), style with { Fill = ' ', Align = style.Align == '<' ? '<' : '>' });
                break;
            case 'd' or 'i' or 'u':
                var number = value is FloatValue real && double.IsFinite(real.Number) ? new System.Numerics.BigInteger(real.Number)
                    : Numbers.TryWhole(value, out var whole) ? whole
                    : throw Fault.Type($"%{style.Type} format: a real number is required, not {value.TypeName}");
                output.Append(NumberFormat.Whole(number, style), true);
                break;
            case 'x' or 'X' or 'o':
                var bits = Numbers.TryWhole(value, out var given) ? given
                    : throw Fault.Type($"%{style.Type} format: an integer is required, not {value.TypeName}");
                output.Append(NumberFormat.Whole(bits, style), true);
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                var point = Numbers.TryReal(value, out var x) ? x : throw Fault.Type($"must be real number, not {value.TypeName}");
                output.Append(NumberFormat.Real(point, style), true);
                break;
            case 'c':
                InsertText(Character(value), style with { Precision = null });
                break;
            default:
                throw Fault.Value($"unsupported format character '{style.Type}' at index {at - 1}");
        }
    }

    private void InsertText(TextValue text, NumberStyle style)
    {
        if (format.IsMarkup)
        {
            text = Markup.Escape(budget, text);
        }

        if (style.Precision is { } most)
        {
            text = text.Part(0, CodePoints.Position(text.Text, most));
        }

        var missing = new string(' ', Math.Max(0, style.Width - CodePoints.Count(text.Text)));
        _ = style.Align == '<' ? output.Append(text).Append(missing, true) : output.Append(missing, true).Append(text);
    }

    private static TextValue Repr(Value value)
    {
        var text = new System.Text.StringBuilder();
        value.AppendRepr(text, 0);
        return new TextValue(text.ToString(), !value.HoldsForeignText);
    }

    private static TextValue Character(Value value) => value switch
    {
        TextValue { Length: 1 } text => text,
        IntValue { Number: var n } when n >= 0 && n < 0xD800 => new TextValue(((char)(int)n).ToString(), false),
        IntValue { Number: var n } when n > 0xDFFF && n < 0x110000 => new TextValue(char.ConvertFromUtf32((int)n), false),
        _ => throw Fault.Type("%c requires int or char"),
    };

    private string? Key()
    {
        if (Peek() != '(')
        {
            return null;
        }

        var end = format.Text.IndexOf(')', at);
        var key = end < 0 ? throw Fault.Value("incomplete format key") : format.Text[(at + 1)..end];
        at = end + 1;
        return key;
    }

    private int Count()
    {
        if (Peek() == '*')
        {
            at++;
            return Limited(Numbers.Position(Next()));
        }

        var number = 0;
        for (; char.IsAsciiDigit(Peek()); at++)
        {
            number = Limited((number * 10) + (Peek() - '0'));
        }

        return number;
    }

    private static int Limited(int number) =>
        Math.Abs((long)number) <= 4096 ? number : throw Fault.Limit("a format's width or precision is above 4096");

    private Value Find(string key) => values is DictValue dict
        ? dict.Find(TextValue.Template(key)) ?? throw Fault.Value($"the format's key '{key}' is missing")
        : throw Fault.Type("format requires a mapping");

    private Value Next()
    {
        var next = values is TupleValue tuple ? tuple.Items.ElementAtOrDefault(used) : used == 0 ? values : null;
        used++;
        return next ?? throw Fault.Type("not enough arguments for format string");
    }

    private char Peek() => at < format.Text.Length ? format.Text[at] : throw Fault.Value("incomplete format");
}
