using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Strata.Dialects.Wire;

/// <summary>
/// Reads events that differ from the one before in their text alone without parsing them: the bytes before the text and behind it are
/// the same, and nothing in it ends or escapes it, so every token but this one is the same too. All others go to the stream's own reader.
/// </summary>
/// <param name="inner">The stream's own reader.</param>
public sealed class RepeatingStream(IWireStream inner) : IWireStream
{
    private const int KeptBytesMax = 2_048;
    private const int MissesMax = 8;
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(b => (byte)b)]);
    private byte[] kept = [];
    private int before;
    private int behind;
    private int nameBytes;
    private int misses;
    private WireScan like;

    /// <inheritdoc/>
    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture)
    {
        if (before > 0 && IsLike(name, data) && TakeText(data[before..^behind], capture))
        {
            misses = 0;
            return like with { ContentBytes = data.Length - before - behind };
        }

        var scan = inner.Scan(name, data, capture);
        if (misses < MissesMax)
        {
            Keep(name, data, scan);
        }

        return scan;
    }

    private bool IsLike(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) =>
        data.Length > before + behind
        && data[..before].SequenceEqual(kept.AsSpan(nameBytes, before))
        && data[^behind..].SequenceEqual(kept.AsSpan(nameBytes + before, behind))
        && name.SequenceEqual(kept.AsSpan(0, nameBytes))
        && !data[before..^behind].ContainsAny(Special);

    private bool TakeText(ReadOnlySpan<byte> text, ITextSink? capture)
    {
        if (capture is null || !like.IsCaptured)
        {
            return true;
        }

        if (!Utf8.IsValid(text))
        {
            return false;
        }

        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        capture.Add(chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars)));
        ArrayPool<char>.Shared.Return(chars);
        return true;
    }

    private void Keep(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, in WireScan scan)
    {
        misses++;
        if (scan is not { IsBroken: false, HasError: false, HasData: false, IsEnd: false, Usage: null, ReportedCost: null, FinishReason: null, AnswerId: null, OnlyText: { IsThere: true } text }
            || scan.Finished != 0 || scan.ContentBytes != text.Length || name.Length + data.Length > KeptBytesMax)
        {
            return;
        }

        (nameBytes, before, behind) = (name.Length, text.Start, data.Length - text.Start - text.Length);
        if (kept.Length < nameBytes + before + behind)
        {
            kept = new byte[nameBytes + before + behind];
        }

        name.CopyTo(kept);
        data[..before].CopyTo(kept.AsSpan(nameBytes));
        data[^behind..].CopyTo(kept.AsSpan(nameBytes + before));
        like = scan;
    }
}
