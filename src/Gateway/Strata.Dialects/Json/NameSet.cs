namespace Strata.Dialects.Json;

/// <summary>The names of one object's members: a list while they are few, as they nearly always are.</summary>
internal struct NameSet()
{
    private const int Few = 16;
    private readonly List<string> list = new(4);
    private HashSet<string>? set;

    /// <summary>Adds a name; false where it is there already.</summary>
    public bool Add(string name)
    {
        if (set is not null)
        {
            return set.Add(name);
        }

        if (list.Contains(name))
        {
            return false;
        }

        list.Add(name);
        if (list.Count == Few)
        {
            set = new HashSet<string>(list, StringComparer.Ordinal);
        }

        return true;
    }
}
