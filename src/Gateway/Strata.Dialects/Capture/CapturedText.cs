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

    /// <inheritdoc/>
    public override string ToString() => IsCut ? $"{kept}… (cut at {charsMax} characters)" : kept.ToString();
}
