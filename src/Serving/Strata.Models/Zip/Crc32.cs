namespace Strata.Models.Zip;

/// <summary>The checksum of zip members (polynomial 0xEDB88320, reflected), one byte at a time by table.</summary>
internal struct Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    private uint inverse;

    public readonly uint Value => inverse;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = ~inverse;
        foreach (var value in bytes)
        {
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        }

        inverse = ~state;
    }

    private static uint Entry(int value)
    {
        var state = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ 0xEDB88320;
        }

        return state;
    }
}
