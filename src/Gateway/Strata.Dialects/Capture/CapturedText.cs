using System.Buffers;
using System.Globalization;
using System.Text;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Capture;

/// <summary>The beginning of a text, up to a bound, for a trace.</summary>
public sealed class CapturedText(int charsMax) : ITextSink
{
    private readonly StringBuilder kept = new();

    /// <summary>Whether there was more than the bound.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<char> text)
    {
        var room = charsMax - kept.Length;
        IsCut |= text.Length > room;
        kept.Append(text.Length > room ? text[..Math.Max(0, room)] : text);
    }

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => kept.Length == 0;

    /// <summary>Writes what was kept as UTF-8; where something was cut, it says so.</summary>
    public void WriteTo(IBufferWriter<byte> utf8)
    {
        var encoder = Encoding.UTF8.GetEncoder(); // a pair of surrogates may stand across two chunks
        foreach (var chunk in kept.GetChunks())
        {
            encoder.Convert(chunk.Span, utf8, flush: false, out _, out _);
        }

        encoder.Convert(IsCut ? string.Create(CultureInfo.InvariantCulture, $"… (cut at {charsMax} characters)") : "", utf8, flush: true, out _, out _);
    }
}
