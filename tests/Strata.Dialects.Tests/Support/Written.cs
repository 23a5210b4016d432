using System.Buffers;
using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;

namespace Strata.Dialects.Tests.Support;

/// <summary>What a dialect writes, as text, and what it reads out of text.</summary>
internal static class Written
{
    public static (string Body, IReadOnlyList<TranslationNote> Notes) Request(IDialect dialect, ChatRequest request, WriteProfile profile)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var written = dialect.WriteRequest(request, profile, buffer).Value;
        return (Encoding.UTF8.GetString(buffer.WrittenSpan), written.Notes);
    }

    public static Problem Refused(IDialect dialect, ChatRequest request, WriteProfile profile) =>
        dialect.WriteRequest(request, profile, new ArrayBufferWriter<byte>()).Problem;

    public static string Answer(IDialect dialect, ChatAnswer answer, AnswerHead head)
    {
        var buffer = new ArrayBufferWriter<byte>();
        dialect.WriteAnswer(answer, head, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The whole stream that a dialect writes of steps, its end included.</summary>
    public static string Stream(IDialect dialect, IEnumerable<AnswerEvent> steps, AnswerHead head)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = dialect.OpenWriter(head);
        foreach (var step in steps)
        {
            writer.Write(step, buffer);
        }

        writer.End(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The steps that a dialect reads out of the bytes of a stream, received in pieces.</summary>
    public static List<AnswerEvent> Steps(IDialect dialect, ReadOnlySpan<byte> stream, Func<int> piece)
    {
        using var buffer = new FrameBuffer(ServerSentEvents.Instance);
        var reader = dialect.OpenReader();
        var steps = new List<AnswerEvent>();
        while (!stream.IsEmpty)
        {
            var part = stream[..Math.Min(stream.Length, piece())];
            part.CopyTo(buffer.Room().Span);
            buffer.Advance(part.Length);
            stream = stream[part.Length..];
            while (buffer.TryTake(out var whole))
            {
                var frame = ServerSentEvents.Instance.Open(whole.Span);
                Assert.True(reader.Read(frame.Name, frame.Data, steps).IsOk);
            }
        }

        reader.End(steps);
        return steps;
    }

    /// <summary>The steps of a stream that came whole.</summary>
    public static List<AnswerEvent> Steps(IDialect dialect, string stream) => Steps(dialect, Encoding.UTF8.GetBytes(stream), () => 8_192);
}
