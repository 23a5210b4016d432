using System.Text;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A macro with the scope it was defined in. Calling it gives its output as a text.</summary>
internal sealed class MacroValue(MacroDefinition definition, Scope scope) : Value
{
    public override string TypeName => "Macro";

    public override bool IsCallable => true;

    public override Value? Attribute(string name) => name switch
    {
        "name" => TextValue.Template(definition.Name),
        "arguments" => new TupleValue([.. definition.Parameters.Select(parameter => TextValue.Template(parameter.Key))]),
        "caller" => BoolValue.Of(definition.TakesCaller),
        "catch_kwargs" => BoolValue.Of(definition.TakesSpareNamed),
        "catch_varargs" => BoolValue.Of(definition.TakesSpare),
        _ => null,
    };

    public override Value Call(Budget budget, CallArguments arguments)
    {
        var frame = new Frame(budget, new Scope(scope), new TextBuilder(budget));
        var spare = Bind(frame, arguments);
        if (definition.TakesSpareNamed)
        {
            var dict = new DictValue();
            spare.ForEach(pair => dict.Set(pair.Key, pair.Value));
            frame.Scope.Set("kwargs", dict);
        }
        else if (spare.Count > 0)
        {
            throw Fault.Type($"macro '{definition.Name}' takes no keyword argument '{spare[0].Key}'");
        }

        Statement.Run(definition.Body, frame);
        return frame.Output.ToText();
    }

    public override void AppendRepr(StringBuilder text, int depth) => text.Append($"<Macro '{definition.Name}'>");

    /// <summary>Sets the parameters and returns the named arguments that found none.</summary>
    private List<KeyValuePair<string, Value>> Bind(Frame frame, CallArguments arguments)
    {
        var (parameters, given) = (definition.Parameters, arguments.Positional);
        var spare = arguments.Named.ToList();
        if (given.Count > parameters.Count && !definition.TakesSpare)
        {
            throw Fault.Type($"macro '{definition.Name}' takes not more than {parameters.Count} argument(s)");
        }

        var missing = false;
        for (var i = 0; i < parameters.Count; i++)
        {
            var (name, otherwise) = parameters[i];
            var value = i < given.Count ? given[i] : Take(spare, name);
            frame.Scope.Set(name, value ?? new UndefinedValue($"parameter '{name}' was not provided"));
            missing |= value is null && otherwise is not null;
        }

        if (missing)
        {
            SetDefaults(frame, given.Count, arguments);
        }

        if (definition.TakesCaller && !parameters.Any(parameter => parameter.Key == "caller"))
        {
            frame.Scope.Set("caller", Take(spare, "caller") ?? new UndefinedValue("No caller defined"));
        }

        if (definition.TakesSpare)
        {
            frame.Scope.Set("varargs", new TupleValue([.. given.Skip(parameters.Count)]));
        }

        return spare;
    }

    /// <summary>Defaults see the parameters, given or not, but never a name outside that a parameter hides.</summary>
    private void SetDefaults(Frame frame, int given, CallArguments arguments)
    {
        foreach (var (name, otherwise) in definition.Parameters.Skip(given))
        {
            if (otherwise is not null && arguments.Find(name) is null)
            {
                frame.Scope.Set(name, otherwise.Evaluate(frame));
            }
        }
    }

    private static Value? Take(List<KeyValuePair<string, Value>> spare, string name)
    {
        var place = spare.FindIndex(pair => pair.Key == name);
        var value = place < 0 ? null : spare[place].Value;
        _ = value is null ? 0 : spare.RemoveAll(pair => pair.Key == name);
        return value;
    }
}
