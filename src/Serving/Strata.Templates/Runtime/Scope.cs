using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary>
/// The names of one block: a few, so a scan of a short list; the root has many and keeps a dictionary over the
/// arguments and globals. Lookups climb to the root.
/// </summary>
internal sealed class Scope
{
    private static readonly List<KeyValuePair<string, Value>> Empty = [];

    private readonly Scope? parent;
    private readonly Dictionary<string, Value>? all;
    private List<KeyValuePair<string, Value>>? own;

    public Scope(Scope parent)
    {
        this.parent = parent;
        Root = parent.Root;
    }

    /// <summary>The outermost scope, which takes the dictionary over.</summary>
    public Scope(Dictionary<string, Value> names)
    {
        all = names;
        Root = this;
    }

    public Scope Root { get; }

    public Value? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.parent)
        {
            if (scope.all is not null)
            {
                return scope.all.GetValueOrDefault(name) ?? Globals.Find(name);
            }

            foreach (var (key, value) in scope.own ?? Empty)
            {
                if (ReferenceEquals(key, name) || key == name)
                {
                    return value;
                }
            }
        }

        return null;
    }

    public void Set(string name, Value value)
    {
        if (all is not null)
        {
            all[name] = value;
            return;
        }

        own ??= new(2);
        for (var i = 0; i < own.Count; i++)
        {
            if (own[i].Key == name)
            {
                own[i] = new(name, value);
                return;
            }
        }

        own.Add(new(name, value));
    }
}
