using System.Text;

namespace Strata.Templates.Values;

/// <summary>
/// A value of the template language: Python's, as far as templates see them. Immutable, except for namespaces,
/// iterators and the small callables that keep a position.
/// </summary>
internal abstract class Value
{
    /// <summary>The name of its type in Python, for messages.</summary>
    public abstract string TypeName { get; }

    public virtual bool IsTruthy => true;

    public virtual bool IsCallable => false;

    public virtual bool IsIterable => false;

    public virtual bool IsHashable => true;

    /// <summary>Whether any text inside came from outside the template: such text must never act as a control token.</summary>
    public virtual bool HoldsForeignText => false;

    /// <summary>Python's <c>len()</c>, or null where the type has none.</summary>
    public virtual int? Length => null;

    /// <summary>The elements. Callers pay for each with <see cref="Budget.Spend"/> (see <see cref="Each"/>).</summary>
    public virtual IEnumerable<Value> Iterate() => throw Fault.Type($"'{TypeName}' object is not iterable");

    /// <summary>An attribute of the object's own (not a method of a builtin type), or null.</summary>
    public virtual Value? Attribute(string name) => null;

    public virtual Value Call(Budget budget, CallArguments arguments) => throw Fault.Type($"'{TypeName}' object is not callable");

    /// <summary>Appends what Python's <c>repr()</c> prints.</summary>
    public abstract void AppendRepr(StringBuilder text, int depth);

    /// <summary>What Python's <c>str()</c> returns; a text keeps its marks.</summary>
    public virtual TextValue ToText(Budget budget)
    {
        var text = new StringBuilder();
        AppendRepr(text, 0);
        budget.CheckLength(text.Length);
        budget.Scan(text.Length);
        return new TextValue(text.ToString(), !HoldsForeignText);
    }

    public IEnumerable<Value> Each(Budget budget)
    {
        foreach (var item in Iterate())
        {
            budget.Spend(1);
            yield return item;
        }
    }

    public List<Value> ToList(Budget budget)
    {
        var list = new List<Value>(Length ?? 4);
        foreach (var item in Iterate())
        {
            budget.Spend(1);
            list.Add(item);
        }

        return list;
    }
}
