using System.Text;
using SQLitePCL;

namespace Strata.Ledger.Storage;

/// <summary>The parameters of a prepared SQLite statement. They outlive a run of it, so a value that did not change is not bound again.</summary>
internal sealed class BoundRow<T>(sqlite3_stmt statement, IReadOnlyList<Column<T>> columns)
{
    private readonly string?[] texts = new string?[columns.Count];
    private readonly long?[] numbers = new long?[columns.Count];
    private byte[] utf8 = new byte[1024];

    public void Bind(T item)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].TextOf is { } text)
            {
                BindText(i, text(item));
            }
            else
            {
                BindNumber(i, columns[i].NumberOf!(item));
            }
        }
    }

    private void BindText(int place, string text)
    {
        if (string.Equals(texts[place], text, StringComparison.Ordinal))
        {
            return;
        }

        texts[place] = text;
        if (text.Length == 0)
        {
            raw.sqlite3_bind_text(statement, place + 1, ""); // no bytes at all would be NULL
            return;
        }

        if (utf8.Length < 3 * text.Length)
        {
            utf8 = new byte[3 * text.Length];
        }

        raw.sqlite3_bind_text(statement, place + 1, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
    }

    /// <summary>What was never bound is NULL.</summary>
    private void BindNumber(int place, long? number)
    {
        if (numbers[place] == number)
        {
            return;
        }

        numbers[place] = number;
        if (number is { } value)
        {
            raw.sqlite3_bind_int64(statement, place + 1, value);
        }
        else
        {
            raw.sqlite3_bind_null(statement, place + 1);
        }
    }
}
