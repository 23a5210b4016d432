using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>A text or sequence times a whole number.</summary>
internal static class Repetition
{
    public static Value Repeat(Budget budget, Value sequence, Value times)
    {
        if (!Numbers.TryWhole(times, out _))
        {
            throw Fault.Type($"can't multiply sequence by non-int of type '{times.TypeName}'");
        }

        var count = Math.Max(Numbers.Position(times), 0);
        if (sequence is TextValue text)
        {
            budget.CheckLength((long)text.Text.Length * count);
            var builder = new TextBuilder(budget);
            for (var i = 0; i < count && text.Text.Length > 0; i++)
            {
                builder.Append(text);
            }

            return builder.ToText(text.IsMarkup);
        }

        var items = ((SequenceValue)sequence).Items;
        budget.Spend((int)Math.Min((long)items.Count * count, int.MaxValue));
        var all = Enumerable.Range(0, items.Count == 0 ? 0 : count).SelectMany(_ => items).ToList();
        return sequence is ListValue ? new ListValue(all) : new TupleValue(all);
    }
}
