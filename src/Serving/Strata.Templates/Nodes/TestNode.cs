using Strata.Templates.Filters;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>input is name(…)</c>. A test that does not exist fails when it is reached.</summary>
internal sealed class TestNode(int line, string name, Expression input, ArgumentsNode arguments) : Expression(line)
{
    private readonly Routine? test = TestTable.Find(name);

    public override Value Evaluate(Frame frame)
    {
        var value = input.Evaluate(frame);
        var values = arguments.Evaluate(frame);
        At(frame);
        return test is null ? throw new Fault(FaultKind.Missing, $"there is no test '{name}'") : test.Invoke(frame.Budget, value, values);
    }
}
