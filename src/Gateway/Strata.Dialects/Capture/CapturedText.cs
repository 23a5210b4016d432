using System.Text;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Capture;

/// <summary>The beginning of a text, up to a bound, for a trace.</summary>
public sealed class CapturedText(int charsMax) : ITextSink
{
    private readonly StringBuilder text = new();

    /// <summary>Whether there was more than the bound.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<char> more)
    {
        var room = charsMax - text.Length;
        IsCut |= more.Length > room;
        text.Append(more.Length > room ? more[..Math.Max(0, room)] : more);
    }

    /// <inheritdoc/>
    public override string ToString() => IsCut ? $"{text}… (cut at {charsMax} characters)" : text.ToString();
}
