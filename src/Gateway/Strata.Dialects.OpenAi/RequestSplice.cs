using System.Text;
using System.Text.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// The parts of a body as an upstream gets it: <c>model</c> is the provider's own name, and a stream is asked for its usage
/// whether or not the caller was interested. Every other byte is the caller's.
/// </summary>
internal static class RequestSplice
{
    private static readonly byte[] AskUsage = ",\"stream_options\":{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] UsageObject = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] UsageMember = "\"include_usage\":true"u8.ToArray();
    private static readonly byte[] True = "true"u8.ToArray();

    public static IReadOnlyList<ReadOnlyMemory<byte>> Build(ReadOnlyMemory<byte> body, WireRequest scan, in SpliceOptions options)
    {
        var edits = new List<(ByteRange At, byte[] Bytes)>(3);
        if (options.RemoteModel != scan.Model)
        {
            edits.Add((scan.ModelAt, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(options.RemoteModel)}\"")));
        }

        if (options.AskUsage && !scan.IncludeUsage)
        {
            AddUsage(body.Span, scan, edits);
        }

        edits.Sort((a, b) => a.At.Start.CompareTo(b.At.Start));
        var parts = new List<ReadOnlyMemory<byte>>((edits.Count * 2) + 1);
        var from = 0;
        foreach (var (at, bytes) in edits)
        {
            parts.Add(body[from..at.Start]);
            parts.Add(bytes);
            from = at.Start + at.Length;
        }

        parts.Add(body[from..]);
        return parts;
    }

    private static void AddUsage(ReadOnlySpan<byte> body, WireRequest scan, List<(ByteRange At, byte[] Bytes)> edits)
    {
        if (!scan.StreamOptionsAt.IsThere)
        {
            edits.Add((new ByteRange(scan.ModelAt.Start + scan.ModelAt.Length, 0), AskUsage));
        }
        else if (scan.IncludeUsageAt.IsThere)
        {
            edits.Add((scan.IncludeUsageAt, True));
        }
        else if (body[scan.StreamOptionsAt.Start] != (byte)'{')
        {
            edits.Add((scan.StreamOptionsAt, UsageObject));
        }
        else
        {
            var isEmpty = scan.StreamOptionsAt.Of(body)[1..].TrimStart(" \t\r\n"u8)[0] == (byte)'}';
            edits.Add((new ByteRange(scan.StreamOptionsAt.Start + 1, 0), isEmpty ? UsageMember : [.. UsageMember, (byte)',']));
        }
    }
}
