using System.Text;

namespace Strata.Traces.Columns;

/// <summary>
/// Rows in blocks of columns: what every query reads, be it the spans in memory, a segment's file or a roll-up's cells. Reading is
/// safe from any thread at any time; a table in memory shows at least the rows that were there when the reader asked for <see cref="Blocks"/>.
/// </summary>
internal abstract class SpanTable
{
    /// <summary>How many blocks there are now.</summary>
    public abstract int Blocks { get; }

    /// <summary>How many rows a block has now.</summary>
    public abstract int RowsOf(int block);

    /// <summary>How many texts a column's dictionary has.</summary>
    public abstract int LabelCount(Label label);

    /// <summary>A text of a dictionary, UTF-8.</summary>
    public abstract ReadOnlyMemory<byte> LabelBytes(Label label, int code);

    /// <summary>The texts of a dictionary by code, for whoever reads many of them.</summary>
    public virtual Func<int, ReadOnlyMemory<byte>> LabelTexts(Label label) => code => LabelBytes(label, code);

    /// <summary>The smallest and largest code that a block's column may hold.</summary>
    public abstract (int Min, int Max) CodeRange(int block, Label label);

    /// <summary>The smallest and largest number that a block's column may hold.</summary>
    public abstract (long Min, long Max) FigureRange(int block, Figure figure);

    /// <summary>Copies a block's codes.</summary>
    public abstract void ReadCodes(int block, Label label, Span<int> into);

    /// <summary>Copies a block's numbers.</summary>
    public abstract void ReadFigures(int block, Figure figure, Span<long> into);

    /// <summary>Copies a block's trace ids.</summary>
    public abstract void ReadTraces(int block, Span<UInt128> into);

    /// <summary>Copies a block's extras, see <see cref="ExtrasText"/>.</summary>
    public abstract void ReadExtras(int block, RowBytes into);

    /// <summary>Copies a block's references to messages.</summary>
    public abstract void ReadRefs(int block, RowRefs into);

    /// <summary>A message by its number.</summary>
    public abstract MessageBody Message(int number);

    /// <summary>Whether a row of the block may have an attribute with this hash, see <see cref="AttributeHash"/>.</summary>
    public abstract bool MayHaveAttribute(int block, ulong hash);

    /// <summary>The numbers of the messages whose body holds a text, ASCII letters in either case; null where none does.</summary>
    public abstract HashSet<int>? FindText(ReadOnlyMemory<byte> lowered, CancellationToken cancellationToken);

    /// <summary>Adds where the rows of a trace are, whatever tenant's.</summary>
    public abstract void FindTrace(UInt128 trace, List<RowPlace> into);

    /// <summary>The code of a text in a dictionary, or -1.</summary>
    public virtual int FindLabel(Label label, ReadOnlySpan<byte> text)
    {
        var count = LabelCount(label);
        for (var code = 0; code < count; code++)
        {
            if (LabelBytes(label, code).Span.SequenceEqual(text))
            {
                return code;
            }
        }

        return -1;
    }

    /// <summary>A text of a dictionary.</summary>
    public string LabelText(Label label, int code) => code == 0 ? "" : Encoding.UTF8.GetString(LabelBytes(label, code).Span);
}
