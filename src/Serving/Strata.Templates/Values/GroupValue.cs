namespace Strata.Templates.Values;

/// <summary>One group of <c>groupby</c>: a pair whose parts also have names.</summary>
internal sealed class GroupValue(Value grouper, Value list) : TupleValue([grouper, list])
{
    public override Value? Attribute(string name) => name switch
    {
        "grouper" => Items[0],
        "list" => Items[1],
        _ => null,
    };
}
