using System.Text;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary>
/// <c>loop</c>: the state of a for statement. Elements are taken from the source one at a time; only what asks for the
/// future (<c>last</c>, <c>length</c>, <c>nextitem</c> …) reads ahead.
/// </summary>
internal sealed class LoopValue(Budget budget, IEnumerable<Value> items, int? length, int depth, Func<Value, Value>? recurse) : Value
{
    private readonly IEnumerator<Value> source = items.GetEnumerator();
    private Queue<Value>? ahead;
    private int? length = length;
    private int index = -1;
    private Value? before;
    private Value? changedTo;

    public Value Current { get; private set; } = NoneValue.Instance;

    public override string TypeName => "LoopContext";

    public override bool IsCallable => true;

    public override bool IsIterable => true;

    public override int? Length => Total();

    public bool MoveNext()
    {
        var previous = index >= 0 ? Current : null;
        Value? next = null;
        if (ahead?.TryDequeue(out next) is not true && (next = Take()) is null)
        {
            return false;
        }

        (before, Current) = (previous, next!);
        index++;
        return true;
    }

    public override Value? Attribute(string name) => name switch
    {
        "index" => IntValue.Of(index + 1),
        "index0" => IntValue.Of(index),
        "revindex" => IntValue.Of(Total() - index),
        "revindex0" => IntValue.Of(Total() - index - 1),
        "first" => BoolValue.Of(index == 0),
        "last" => BoolValue.Of(length is { } known ? index + 1 >= known : Peek() is null),
        "length" => IntValue.Of(Total()),
        "depth" => IntValue.Of(depth + 1),
        "depth0" => IntValue.Of(depth),
        "previtem" => before ?? new UndefinedValue("there is no previous item"),
        "nextitem" => Peek() ?? new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue("cycle", Cycle),
        "changed" => new FunctionValue("changed", Changed),
        _ => null,
    };

    public override Value Call(Budget budget, CallArguments arguments)
    {
        if (recurse is null)
        {
            throw Fault.Type("The loop must have the 'recursive' marker to be called recursively.");
        }

        return arguments.Positional.Count == 1 ? recurse(arguments.Positional[0]) : throw Fault.Type("loop() takes one argument");
    }

    public override void AppendRepr(StringBuilder text, int depth) => text.Append($"<LoopContext {index + 1}/{Total()}>");

    private Value Cycle(Budget spend, CallArguments arguments) => arguments.Positional.Count == 0
        ? throw Fault.Type("no items for cycling given")
        : arguments.Positional[index % arguments.Positional.Count];

    private BoolValue Changed(Budget spend, CallArguments arguments)
    {
        var now = new TupleValue(arguments.Positional);
        var isSame = changedTo is not null && Comparison.AreEqual(spend, changedTo, now);
        changedTo = now;
        return BoolValue.Of(!isSame);
    }

    private Value? Peek()
    {
        ahead ??= new Queue<Value>(1);
        if (ahead.Count == 0 && Take() is { } next)
        {
            ahead.Enqueue(next);
        }

        return ahead.TryPeek(out var first) ? first : null;
    }

    private int Total()
    {
        if (length is null)
        {
            ahead ??= new Queue<Value>();
            while (Take() is { } next)
            {
                ahead.Enqueue(next);
            }

            length = index + 1 + ahead.Count;
        }

        return length.Value;
    }

    private Value? Take()
    {
        if (!source.MoveNext())
        {
            return null;
        }

        budget.Spend(1);
        return source.Current;
    }
}
