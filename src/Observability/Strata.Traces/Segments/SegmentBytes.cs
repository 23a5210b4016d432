namespace Strata.Traces.Segments;

/// <summary>Where the bytes of a segment are: a file of this machine, or a store behind a cache. Safe from any thread.</summary>
internal abstract class SegmentBytes
{
    /// <summary>What names it in messages.</summary>
    public abstract string Path { get; }

    public abstract long Length { get; }

    /// <summary>Fills a span from a place on.</summary>
    /// <exception cref="InvalidDataException">It ends before.</exception>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public abstract void Read(long offset, Span<byte> into);
}
