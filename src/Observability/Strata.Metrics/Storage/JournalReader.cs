using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>Reads journal records in their order.</summary>
internal sealed class JournalReader
{
    private readonly Dictionary<(string Project, ulong Number), Labels> known = [];

    public void Read(ReadOnlySpan<byte> record, Action<string, Labels, Sample> take)
    {
        var source = new ByteSource(record);
        if (source.Varint() != JournalWriter.Version)
        {
            throw new InvalidDataException("it is of a version that this build does not read");
        }

        var (project, lastMs) = (source.Text(), 0L);
        while (!source.IsEmpty)
        {
            var head = source.Varint();
            if ((head & 1) != 0)
            {
                var pairs = new KeyValuePair<string, string>[source.Count()];
                for (var i = 0; i < pairs.Length; i++)
                {
                    pairs[i] = new(source.Text(), source.Text());
                }

                known[(project, head >> 1)] = Labels.Of(pairs);
            }

            if (!known.TryGetValue((project, head >> 1), out var labels))
            {
                throw new InvalidDataException("it names a series that no record before it spelled out");
            }

            lastMs += source.Signed();
            take(project, labels, new Sample(lastMs, source.Double()));
        }
    }
}
