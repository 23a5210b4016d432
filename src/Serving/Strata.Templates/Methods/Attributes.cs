using System.Collections.Frozen;
using Strata.Templates.Operations;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>
/// <c>owner.name</c> and <c>owner[key]</c> as jinja2's immutable sandbox resolves them: the dot prefers an attribute, the
/// bracket an element, each falls back to the other; private and changing attributes give an undefined value that refuses.
/// </summary>
internal static class Attributes
{
    private static readonly FrozenDictionary<string, Routine> OfText = FrozenDictionary.ToFrozenDictionary(
        [.. TextCaseMethods.All, .. TextShapeMethods.All, .. TextSplitMethods.All, .. TextSearchMethods.All, .. FormatMethods.All]);

    private static readonly FrozenDictionary<string, Routine> OfDict = FrozenDictionary.ToFrozenDictionary(CollectionMethods.OfDict);
    private static readonly FrozenDictionary<string, Routine> OfList = FrozenDictionary.ToFrozenDictionary(CollectionMethods.OfList);
    private static readonly FrozenDictionary<string, Routine> OfTuple = FrozenDictionary.ToFrozenDictionary(CollectionMethods.OfTuple);
    private static readonly FrozenDictionary<string, Routine> OfInt = FrozenDictionary.ToFrozenDictionary(NumberMethods.OfInt);
    private static readonly FrozenDictionary<string, Routine> OfFloat = FrozenDictionary.ToFrozenDictionary(NumberMethods.OfFloat);

    private static readonly FrozenSet<string> DictChanges = FrozenSet.Create("clear", "pop", "popitem", "setdefault", "update");

    private static readonly FrozenSet<string> ListChanges =
        FrozenSet.Create("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    private static readonly FrozenSet<string> NotOffered =
        FrozenSet.Create("encode", "maketrans", "translate", "fromkeys", "as_integer_ratio", "to_bytes", "from_bytes", "hex", "fromhex", "bit_count");

    public static Value Dot(Value owner, TextValue name)
    {
        CheckDefined(owner);
        return Attribute(owner, name.Text) ?? Subscript.Item(owner, name) ?? UndefinedValue.Member(owner, name);
    }

    public static Value Bracket(Value owner, Value key)
    {
        CheckDefined(owner);
        return Subscript.Item(owner, key)
            ?? (key is TextValue name ? Attribute(owner, name.Text) : null)
            ?? UndefinedValue.Member(owner, key);
    }

    /// <summary>An attribute or method, an undefined value that refuses where it may not be used, or null where there is none.</summary>
    public static Value? Attribute(Value owner, string name)
    {
        if (IsUnsafe(owner, name))
        {
            return new UndefinedValue($"access to attribute '{name}' of '{owner.TypeName}' object is unsafe", FaultKind.Security);
        }

        var methods = owner switch
        {
            DictValue => OfDict,
            TextValue => OfText,
            ListValue => OfList,
            TupleValue or RangeValue => OfTuple,
            IntValue or BoolValue => OfInt,
            FloatValue => OfFloat,
            _ => null,
        };
        if (methods is null)
        {
            return owner.Attribute(name);
        }

        if (methods.TryGetValue(name, out var routine))
        {
            return new MethodValue(owner, name, routine);
        }

        return owner.Attribute(name) ?? NumberMethods.Attribute(owner, name) ?? Unavailable(owner, name);
    }

    private static bool IsUnsafe(Value owner, string name) => owner switch
    {
        _ when name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal) => true,
        DictValue => DictChanges.Contains(name),
        ListValue => ListChanges.Contains(name),
        _ => false,
    };

    private static UndefinedValue? Unavailable(Value owner, string name) => NotOffered.Contains(name) && owner is not (ListValue or TupleValue or RangeValue) && (owner is not DictValue || name == "fromkeys")
        ? new UndefinedValue($"the method '{name}' of '{owner.TypeName}' is not offered", FaultKind.Missing)
        : null;

    private static void CheckDefined(Value owner) => _ = owner is UndefinedValue missing ? throw missing.Fault() : 0;
}
