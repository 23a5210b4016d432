namespace Strata.Templates.Values;

/// <summary>What a call passes: values by position, then values by name.</summary>
internal sealed class CallArguments(IReadOnlyList<Value> positional, IReadOnlyList<KeyValuePair<string, Value>> named)
{
    public static readonly CallArguments None = new([], []);

    public IReadOnlyList<Value> Positional { get; } = positional;

    public IReadOnlyList<KeyValuePair<string, Value>> Named { get; } = named;

    public static CallArguments Of(params Value[] positional) => new(positional, []);

    public Value? Find(string name)
    {
        foreach (var (key, value) in Named)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The same call without its first positional values.</summary>
    public CallArguments Skip(int count) => new([.. Positional.Skip(count)], Named);
}
