namespace Strata.Templates.Values;

/// <summary>The parameters of a builtin: binds a call's arguments to places, and refuses what does not fit.</summary>
internal sealed class Signature(string name, int required, params string[] parameters)
{
    public string Name { get; } = name;

    /// <summary>One value per parameter, null where an optional one was not given.</summary>
    public Value?[] Bind(CallArguments arguments)
    {
        if (arguments.Positional.Count > parameters.Length)
        {
            throw Fault.Type($"{Name}() takes at most {parameters.Length} arguments ({arguments.Positional.Count} given)");
        }

        var bound = new Value?[parameters.Length];
        for (var i = 0; i < arguments.Positional.Count; i++)
        {
            bound[i] = arguments.Positional[i];
        }

        foreach (var (key, value) in arguments.Named)
        {
            var place = Array.IndexOf(parameters, key);
            if (place < 0)
            {
                throw Fault.Type($"{Name}() got an unexpected keyword argument '{key}'");
            }

            bound[place] = bound[place] is null ? value : throw Fault.Type($"{Name}() got multiple values for argument '{key}'");
        }

        for (var i = 0; i < required; i++)
        {
            _ = bound[i] ?? throw Fault.Type($"{Name}() is missing its argument '{parameters[i]}'");
        }

        return bound;
    }
}
