using Strata.Templates.Filters;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>input | name(…)</c>. A filter that does not exist fails when it is reached.</summary>
internal sealed class FilterNode(int line, string name, Expression input, ArgumentsNode arguments) : Expression(line)
{
    private readonly Routine? filter = FilterTable.Find(name);

    public override Value Evaluate(Frame frame)
    {
        var value = input.Evaluate(frame);
        var values = arguments.Evaluate(frame);
        At(frame);
        return filter is null ? throw new Fault(FaultKind.Missing, $"there is no filter '{name}'") : filter.Invoke(frame.Budget, value, values);
    }
}
