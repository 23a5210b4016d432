namespace Strata.Ledger.Storage;

/// <summary>A column of a table: its name and how a value is taken from an item, alone or for many items at once.</summary>
internal sealed class Column<T>
{
    private Column(string name, Func<IReadOnlyList<T>, Array> arrayOf)
    {
        Name = name;
        ArrayOf = arrayOf;
    }

    public string Name { get; }

    /// <summary>The text of one item; null where the column holds numbers.</summary>
    public Func<T, string>? TextOf { get; private init; }

    /// <summary>The number of one item, null for none; null where the column holds texts.</summary>
    public Func<T, long?>? NumberOf { get; private init; }

    /// <summary>The values of many items, as an array parameter of PostgreSQL.</summary>
    public Func<IReadOnlyList<T>, Array> ArrayOf { get; }

    /// <summary>A text, as <see cref="StoredText"/> makes it.</summary>
    public static Column<T> Text(string name, Func<T, string> get)
    {
        string Stored(T item) => StoredText.Of(get(item));
        return new(name, items => Many(items, Stored)) { TextOf = Stored };
    }

    public static Column<T> Number(string name, Func<T, long> get) => new(name, items => Many(items, get)) { NumberOf = item => get(item) };

    public static Column<T> Optional(string name, Func<T, long?> get) => new(name, items => Many(items, get)) { NumberOf = get };

    private static TValue[] Many<TValue>(IReadOnlyList<T> items, Func<T, TValue> get)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = get(items[i]);
        }

        return values;
    }
}
