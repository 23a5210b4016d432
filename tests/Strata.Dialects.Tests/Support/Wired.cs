using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Support;

/// <summary>Dialects under test, driven as the pipeline drives them.</summary>
internal static class Wired
{
    public static readonly AnswerHead Head = new("r1", 1_700_000_000, "m") { IncludeUsage = true };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    public static JsonElement Json(ArrayBufferWriter<byte> output) => JsonDocument.Parse(output.WrittenMemory).RootElement;

    public static ChatRequest Read(this IDialect dialect, string body, RequestTarget target = default)
    {
        var result = dialect.ReadRequest(Utf8(body), target);
        Assert.True(result.IsOk, result.ToString());
        return result.Value;
    }

    public static (JsonElement Body, WrittenRequest Written) Write(this IDialect dialect, ChatRequest request, string model = "m", bool stream = false)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = dialect.WriteRequest(request, new WriteProfile(model) { Stream = stream }, output);
        Assert.True(result.IsOk, result.ToString());
        return (Json(output), result.Value);
    }

    public static Core.Results.Problem Refusal(this IDialect dialect, ChatRequest request, string model = "m")
    {
        var result = dialect.WriteRequest(request, new WriteProfile(model), new ArrayBufferWriter<byte>());
        Assert.False(result.IsOk, "The request should be refused.");
        return result.Problem;
    }

    public static ChatAnswer Answer(this IDialect dialect, string body)
    {
        var result = dialect.ReadAnswer(Utf8(body));
        Assert.True(result.IsOk, result.ToString());
        return result.Value;
    }

    public static JsonElement WriteAnswer(this IDialect dialect, ChatAnswer answer)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteAnswer(answer, Head, output);
        return Json(output);
    }

    /// <summary>Reads a stream that arrives in pieces of <paramref name="piece"/> bytes and then ends.</summary>
    public static List<AnswerEvent> Steps(this IDialect dialect, byte[] bytes, int piece = int.MaxValue)
    {
        var steps = new List<AnswerEvent>();
        var reader = dialect.OpenReader();
        IFrameSplitter splitter = dialect.Framing switch
        {
            StreamFraming.JsonLines => JsonLines.Instance,
            _ => ServerSentEvents.Instance,
        };
        using var frames = new FrameBuffer(splitter);
        for (var at = 0; at < bytes.Length;)
        {
            var room = frames.Room();
            var count = Math.Min(Math.Min(piece, room.Length), bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(room.Span);
            frames.Advance(count);
            at += count;
            while (frames.TryTake(out var whole))
            {
                var frame = splitter.Open(whole.Span);
                if (!reader.Read(frame.Name, frame.Data, steps).Try(out _, out var problem))
                {
                    steps.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = problem });
                    return steps;
                }
            }
        }

        reader.End(steps);
        return steps;
    }

    public static string WriteSteps(IStreamWriter writer, IEnumerable<AnswerEvent> steps)
    {
        var output = new ArrayBufferWriter<byte>();
        var isWhole = false;
        foreach (var step in steps)
        {
            writer.Write(step, output);
            isWhole |= step.Kind == AnswerEventKind.Ended;
        }

        if (isWhole)
        {
            writer.End(output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The answer that steps tell, as a reader of the whole would have brought it.</summary>
    public static ChatAnswer Joined(IEnumerable<AnswerEvent> steps)
    {
        var answer = new ChatAnswer { Dialect = "test" };
        var choices = new SortedDictionary<int, AnswerChoice>();
        var open = new SortedDictionary<(int Choice, int Block), (AnswerEvent Start, StringBuilder Text, StringBuilder Seal)>();
        foreach (var step in steps)
        {
            var at = (step.Choice, step.Block);
            switch (step.Kind)
            {
                case AnswerEventKind.Started:
                    answer = answer with { Id = step.Id ?? "", Model = step.Name ?? "" };
                    break;
                case AnswerEventKind.BlockStarted:
                    Assert.False(open.ContainsKey(at), "A block starts once.");
                    open[at] = (step, new StringBuilder(), new StringBuilder());
                    break;
                case AnswerEventKind.Delta:
                    open[at].Text.Append(step.Text);
                    break;
                case AnswerEventKind.Signature:
                    open[at].Seal.Append(step.Text);
                    break;
                case AnswerEventKind.BlockEnded:
                    Assert.True(open.ContainsKey(at), "A block that ends was open.");
                    break;
                case AnswerEventKind.ChoiceEnded:
                    choices[step.Choice] = new AnswerChoice { Index = step.Choice, StopReason = step.StopReason, StopWord = step.StopWord, StopSequence = step.StopSequence };
                    break;
                case AnswerEventKind.Usage:
                    answer = answer with { Usage = step.Usage };
                    break;
            }
        }

        return answer with
        {
            Choices = [.. choices.Values.Select(choice => choice with { Blocks = [.. open.Where(one => one.Key.Choice == choice.Index).Select(one => Block(one.Value.Start, one.Value.Text.ToString(),
                one.Value.Seal.ToString()))] })],
        };
    }

    public static bool IsWhole(IEnumerable<AnswerEvent> steps) => steps.Any(step => step.Kind == AnswerEventKind.Ended);

    private static Block Block(AnswerEvent start, string text, string seal) => start.BlockKind switch
    {
        BlockKind.Text => new TextBlock(text),
        BlockKind.Thinking => new ThinkingBlock(text) { Signature = seal.Length > 0 ? seal : null, Origin = start.Origin ?? "" },
        BlockKind.ToolCall => new ToolCallBlock(start.Id!, start.Name!, text) { Signature = seal.Length > 0 ? seal : null },
        BlockKind.Refusal => new RefusalBlock(text),
        BlockKind.Image => new ImageBlock(new MediaSource { MediaType = start.Name ?? "", Base64 = text }),
        BlockKind.Audio => new AudioBlock(new MediaSource { MediaType = start.Name ?? "", Base64 = text }),
        _ => new OpaqueBlock(start.Origin!, start.Name!, start.Json),
    };
}
