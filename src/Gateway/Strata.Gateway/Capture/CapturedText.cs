using System.Text;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Capture;

/// <summary>The beginning of a text, up to a bound, for a trace.</summary>
internal sealed class CapturedText(int charsMax) : ITextSink
{
    private readonly StringBuilder text = new();

    public bool IsCut { get; private set; }

    public void Add(ReadOnlySpan<char> more)
    {
        var room = charsMax - text.Length;
        IsCut |= more.Length > room;
        text.Append(more.Length > room ? more[..Math.Max(0, room)] : more);
    }

    public override string ToString() => IsCut ? $"{text}… (cut at {charsMax} characters)" : text.ToString();
}
