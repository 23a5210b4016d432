namespace Strata.Templates.Syntax;

/// <summary>Notes which of a macro's special names its body mentions, for every macro that is open.</summary>
internal sealed class MacroNames
{
    private readonly Stack<HashSet<string>> open = new();

    public void Open() => open.Push([]);

    public HashSet<string> Close() => open.Pop();

    public void Mention(string name)
    {
        if (name is "caller" or "varargs" or "kwargs")
        {
            foreach (var names in open)
            {
                names.Add(name);
            }
        }
    }
}
