using System.Globalization;
using System.Net;
using System.Text;

namespace Strata.Cli.Output;

/// <summary>
/// Passes what is written on, and keeps it with its times: a terminal session as one SVG file that plays by itself, lines appearing as they
/// were written and moving up where they are more than the window has.
/// </summary>
internal sealed class SvgRecording(TextWriter inner, TimeProvider time) : TextWriter
{
    private const int Columns = 118;
    private const int Rows = 32;
    private const int RowHeight = 18;
    private const int LinesMax = 400;
    private const double PauseMax = 0.6;

    private readonly List<(double At, string Text)> lines = [];
    private readonly StringBuilder current = new();
    private long last = time.GetTimestamp();
    private double clock;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        inner.Write(value);
        Keep(value);
    }

    public override void Write(string? value)
    {
        inner.Write(value);
        foreach (var character in value ?? "")
        {
            Keep(character);
        }
    }

    public override void Flush() => inner.Flush();

    /// <summary>The session so far.</summary>
    public string ToSvg()
    {
        var height = (Rows + 2) * RowHeight;
        var width = (Columns * 8) + 32;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" aria-label=\"A terminal session\">\n");
        svg.Append("<style>text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#d6dde6;white-space:pre}.c{fill:#7fd1b9}.h{fill:#f2c879;font-weight:600}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#12171e\"/>\n<svg x=\"16\" y=\"{RowHeight}\" width=\"{width - 32}\" height=\"{Rows * RowHeight}\"><g>\n");
        for (var i = 0; i < lines.Count; i++)
        {
            var (at, text) = lines[i];
            var style = text.StartsWith("$ ", StringComparison.Ordinal) ? " class=\"c\"" : text.StartsWith("──", StringComparison.Ordinal) ? " class=\"h\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{((i + 1) * RowHeight) - 5}\" visibility=\"hidden\"{style}>{WebUtility.HtmlEncode(text)}");
            svg.Append(CultureInfo.InvariantCulture, $"<set attributeName=\"visibility\" to=\"visible\" begin=\"{at:F2}s\"/></text>\n");
            if (i >= Rows)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<animateTransform attributeName=\"transform\" type=\"translate\" to=\"0 {-(i + 1 - Rows) * RowHeight}\" begin=\"{at:F2}s\" dur=\"0.05s\" fill=\"freeze\"/>\n");
            }
        }

        return svg.Append("</g></svg>\n</svg>\n").ToString();
    }

    private void Keep(char value)
    {
        if (value != '\n')
        {
            _ = value == '\r' ? current : current.Append(value);
            return;
        }

        clock += Math.Clamp(time.GetElapsedTime(last).TotalSeconds, 0.03, PauseMax);
        last = time.GetTimestamp();
        if (lines.Count < LinesMax)
        {
            lines.Add((clock, current.Length > Columns ? current.ToString(0, Columns - 1) + "…" : current.ToString()));
        }

        current.Clear();
    }
}
