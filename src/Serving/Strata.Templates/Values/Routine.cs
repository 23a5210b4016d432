namespace Strata.Templates.Values;

/// <summary>A builtin that works on a value: a filter on its input, a method on its object.</summary>
internal sealed class Routine
{
    private readonly Func<Budget, Value, CallArguments, Value> body;

    /// <summary>A builtin with fixed parameters.</summary>
    public Routine(Signature signature, Func<Budget, Value, Value?[], Value> body)
    {
        this.body = (budget, self, arguments) => body(budget, self, signature.Bind(arguments));
    }

    /// <summary>A builtin that reads the call's arguments itself.</summary>
    public Routine(Func<Budget, Value, CallArguments, Value> body) => this.body = body;

    public Value Invoke(Budget budget, Value self, CallArguments arguments)
    {
        if (self is TextValue text)
        {
            budget.Scan(text.Text.Length);
        }

        return body(budget, self, arguments);
    }
}
