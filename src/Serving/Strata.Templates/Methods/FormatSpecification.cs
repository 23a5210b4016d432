using Strata.Templates.Operations;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Python's format mini-language: <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c>.</summary>
internal static class FormatSpecification
{
    private const int CountMax = 4096;

    public static TextValue Apply(Budget budget, Value value, string specification)
    {
        if (specification.Length == 0)
        {
            return value.ToText(budget);
        }

        var style = Parse(specification);
        return value switch
        {
            TextValue text => Text(budget, text, style),
            BoolValue or IntValue when style.Type is null or 'd' or 'b' or 'o' or 'x' or 'X' or 'n' or 'c' => TextValue.Template(Whole(value, style)),
            BoolValue or IntValue or FloatValue => TextValue.Template(Real(value, style)),
            UndefinedValue => Text(budget, TextValue.Empty, style),
            _ => throw Fault.Type($"unsupported format string passed to {value.TypeName}.__format__"),
        };
    }

    private static NumberStyle Parse(string text)
    {
        var (style, at) = (new NumberStyle(), 0);
        char Peek(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';
        if (Peek(1) is '<' or '>' or '^' or '=')
        {
            style = style with { Fill = Peek(), Align = Peek(1) };
            at += 2;
        }
        else if (Peek() is '<' or '>' or '^' or '=')
        {
            style = style with { Align = text[at++] };
        }

        style = Peek() is '+' or '-' or ' ' ? style with { Sign = text[at++] } : style;
        at += Peek() == 'z' ? 1 : 0;
        style = Peek() == '#' ? style with { Alternate = text[at++] == '#' } : style;
        if (Peek() == '0')
        {
            style = style.Align is null ? style with { Fill = '0', Align = '=' } : style;
            at++;
        }

        style = style with { Width = Count(text, ref at) };
        style = Peek() is ',' or '_' ? style with { Grouping = text[at++] } : style;
        if (Peek() == '.')
        {
            at++;
            style = char.IsAsciiDigit(Peek()) ? style with { Precision = Count(text, ref at) } : throw Fault.Value("Format specifier missing precision");
        }

        style = at < text.Length ? style with { Type = text[at++] } : style;
        return at == text.Length ? style : throw Fault.Value("Invalid format specifier");
    }

    private static int Count(string text, ref int at)
    {
        var number = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            number = (number * 10) + (text[at] - '0');
            number = number <= CountMax ? number : throw Fault.Limit($"a format's width or precision is above {CountMax}");
        }

        return number;
    }

    private static TextValue Text(Budget budget, TextValue text, NumberStyle style)
    {
        if (style.Type is not (null or 's'))
        {
            throw Fault.Value($"Unknown format code '{style.Type}' for object of type 'str'");
        }

        if (style.Align == '=' && style.Fill != '0')
        {
            throw Fault.Value("'=' alignment not allowed in string format specifier");
        }

        text = style.Precision is { } most ? text.Part(0, CodePoints.Position(text.Text, most)) : text;
        var missing = Math.Max(0, style.Width - CodePoints.Count(text.Text));
        var left = style.Align switch
        {
            '>' => missing,
            '^' => missing / 2,
            _ => 0,
        };
        return new TextBuilder(budget).Append(new string(style.Fill, left), true).Append(text).Append(new string(style.Fill, missing - left), true).ToText();
    }

    private static string Whole(Value value, NumberStyle style)
    {
        Numbers.TryWhole(value, out var number);
        if (style.Precision is not null)
        {
            throw Fault.Value("Precision not allowed in integer format specifier");
        }

        return style.Type == 'c'
            ? NumberFormat.Pad(number < 0x110000 && number >= 0 && (number < 0xD800 || number > 0xDFFF) ? char.ConvertFromUtf32((int)number) : throw Fault.Value("%c arg not in range(0x110000)"), style, '<')
            : NumberFormat.Whole(number, style);
    }

    private static string Real(Value value, NumberStyle style)
    {
        Numbers.TryReal(value, out var number);
        return style.Type is null or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'
            ? NumberFormat.Real(number, style)
            : throw Fault.Value($"Unknown format code '{style.Type}' for object of type '{value.TypeName}'");
    }
}
