using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A loop. Every round has a scope of its own, so what it sets is gone in the next (that is what namespaces are for).</summary>
internal sealed class ForNode(int line, Target target, Expression source) : Statement(line)
{
    public Expression? Filter { get; init; }

    public required IReadOnlyList<Statement> Body { get; init; }

    public IReadOnlyList<Statement> Else { get; init; } = [];

    public bool IsRecursive { get; init; }

    public override Flow Execute(Frame frame)
    {
        var items = source.Evaluate(frame);
        frame.Budget.Line = Line;
        return Loop(frame, items, 0);
    }

    private Flow Loop(Frame frame, Value items, int depth)
    {
        var sequence = Filter is null ? items.Iterate() : Filtered(frame, items);
        var loop = new LoopValue(frame.Budget, sequence, Filter is null ? items.Length : null, depth, IsRecursive ? Recurse(frame, depth) : null);
        var ran = false;
        while (loop.MoveNext())
        {
            ran = true;
            var inner = frame.Inner();
            frame.Budget.Line = Line;
            target.Assign(inner, loop.Current);
            inner.Scope.Set("loop", loop);
            if (Run(Body, inner) == Flow.Break)
            {
                break;
            }
        }

        return ran ? Flow.Next : Run(Else, frame.Inner());
    }

    private Func<Value, Value> Recurse(Frame frame, int depth) => items =>
    {
        var captured = frame.Captured();
        Loop(captured, items, depth + 1);
        return captured.Output.ToText();
    };

    private IEnumerable<Value> Filtered(Frame frame, Value items)
    {
        foreach (var item in items.Iterate())
        {
            var inner = frame.Inner();
            target.Assign(inner, item);
            frame.Budget.Spend(1);
            if (Filter!.Evaluate(inner).IsTruthy)
            {
                yield return item;
            }
        }
    }
}
