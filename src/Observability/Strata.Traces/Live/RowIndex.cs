namespace Strata.Traces.Live;

/// <summary>Rows found by a hash: an open table of row numbers with their hashes beside them. The caller compares what the hash stands for.</summary>
internal sealed class RowIndex
{
    private (ulong Hash, int Row)[] slots = new (ulong, int)[1024];
    private int count;

    /// <summary>Steps through the rows with a hash: begin with <c>place = -1</c>, stop at false.</summary>
    public bool Next(ulong hash, ref int place, out int row)
    {
        var mask = slots.Length - 1;
        for (place = place < 0 ? (int)(hash >> 32) & mask : (place + 1) & mask; slots[place].Row != 0; place = (place + 1) & mask)
        {
            if (slots[place].Hash == hash)
            {
                row = slots[place].Row - 1;
                return true;
            }
        }

        row = -1;
        return false;
    }

    public void Add(ulong hash, int row)
    {
        if (2 * ++count > slots.Length)
        {
            var old = slots;
            slots = new (ulong, int)[2 * old.Length];
            foreach (var entry in old)
            {
                if (entry.Row != 0)
                {
                    Put(entry);
                }
            }
        }

        Put((hash, row + 1));
    }

    /// <summary>Lets the row at a place of <see cref="Next"/> stand for another one.</summary>
    public void Replace(int place, int row) => slots[place].Row = row + 1;

    private void Put((ulong Hash, int Row) entry)
    {
        var mask = slots.Length - 1;
        var place = (int)(entry.Hash >> 32) & mask;
        while (slots[place].Row != 0)
        {
            place = (place + 1) & mask;
        }

        slots[place] = entry;
    }
}
