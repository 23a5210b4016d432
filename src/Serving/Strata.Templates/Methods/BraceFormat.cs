using System.Globalization;
using System.Text;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Python's <c>str.format</c>, its fields looked up through the sandbox. Inserted texts keep their marks.</summary>
internal sealed class BraceFormat(Budget budget, IReadOnlyList<Value> positional, Func<string, Value?> named)
{
    private int nextIndex;
    private bool isManual;

    public TextValue Format(TextValue format, int depth = 0)
    {
        if (depth > 1)
        {
            throw Fault.Value("Max string recursion exceeded");
        }

        var (output, text, at) = (new TextBuilder(budget), format.Text, 0);
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
            {
                output.Append(format, at, text.Length - at);
                break;
            }

            output.Append(format, at, brace);
            at += brace;
            if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                output.Append(format, at, 1);
                at += 2;
                continue;
            }

            var end = text[at] == '{' ? FieldEnd(text, at) : throw Fault.Value("Single '}' encountered in format string");
            var field = Field(format.Part(at + 1, end - at - 1), depth);
            output.Append(format.IsMarkup ? Markup.Escape(budget, field) : field);
            at = end + 1;
        }

        return output.ToText(format.IsMarkup);
    }

    private static int FieldEnd(string text, int open)
    {
        var nesting = 0;
        for (var i = open; i < text.Length; i++)
        {
            nesting += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (nesting == 0)
            {
                return i;
            }
        }

        throw Fault.Value(open + 1 == text.Length ? "Single '{' encountered in format string" : "expected '}' before end of string");
    }

    /// <summary>One field: name, then perhaps !conversion, then perhaps :specification.</summary>
    private TextValue Field(TextValue field, int depth)
    {
        var nameEnd = NameEnd(field.Text);
        var value = Lookup(field.Text[..nameEnd]);
        var at = nameEnd;
        if (at < field.Text.Length && field.Text[at] == '!')
        {
            value = Convert(value, at + 1 < field.Text.Length ? field.Text[at + 1] : ' ');
            at += 2;
            if (at < field.Text.Length && field.Text[at] != ':')
            {
                throw Fault.Value("expected ':' after conversion specifier");
            }
        }

        var specification = at >= field.Text.Length ? TextValue.Empty : Format(field.Part(at + 1, field.Text.Length - at - 1), depth + 1);
        return FormatSpecification.Apply(budget, value, specification.Text);
    }

    private static int NameEnd(string field)
    {
        var inBracket = false;
        for (var i = 0; i < field.Length; i++)
        {
            inBracket = field[i] == '[' || (inBracket && field[i] != ']');
            if (!inBracket && field[i] is ':' or '!')
            {
                return i;
            }
        }

        return field.Length;
    }

    private Value Lookup(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[') is var at && at < 0 ? name.Length : at;
        var value = First(name[..end]);
        while (end < name.Length)
        {
            var isDot = name[end] == '.';
            var close = isDot
                ? name.AsSpan(end + 1).IndexOfAny('.', '[') is var next && next < 0 ? name.Length : end + 1 + next
                : name.IndexOf(']', end);
            if (close < 0 || close == end + 1)
            {
                throw Fault.Value(close < 0 ? "Missing ']' in format string" : "Empty attribute in format string");
            }

            var part = name[(end + 1)..close];
            value = isDot ? Attributes.Dot(value, TextValue.Template(part)) : Attributes.Bracket(value, Key(part));
            end = isDot ? close : close + 1;
        }

        return value;
    }

    private Value First(string name)
    {
        if (name.Length == 0)
        {
            return isManual ? throw Fault.Value("cannot switch from manual field specification to automatic field numbering") : At(nextIndex++);
        }

        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return named(name) ?? throw Fault.Value($"the format's key '{name}' is missing");
        }

        isManual = nextIndex == 0 ? true : throw Fault.Value("cannot switch from automatic field numbering to manual field specification");
        return At(index);
    }

    private Value At(int index) => index < positional.Count
        ? positional[index]
        : throw Fault.Value($"Replacement index {index} out of range for positional args tuple");

    private static Value Key(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        ? IntValue.Of(index)
        : TextValue.Template(part);

    private TextValue Convert(Value value, char conversion)
    {
        if (conversion == 's')
        {
            return value.ToText(budget);
        }

        if (conversion is not ('r' or 'a'))
        {
            throw Fault.Value($"Unknown conversion specifier {conversion}");
        }

        var text = new StringBuilder();
        value.AppendRepr(text, 0);
        return new TextValue(text.ToString(), !value.HoldsForeignText);
    }
}
