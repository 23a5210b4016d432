using Strata.Core.Usage;
using Strata.Dialects;
using Strata.Dialects.Wire;
using Strata.Guarding;

namespace Strata.Gateway.Answers;

/// <summary>The caller's side of an answer: the dialect it is written in, and what it says of itself.</summary>
internal sealed class CallerShape(IDialect dialect, AnswerHead head, bool stream)
{
    public IDialect Dialect => dialect;

    public AnswerHead Head => head;

    public bool Stream => stream;

    /// <summary>The model as the caller asked for it.</summary>
    public string Model => head.Model;

    /// <summary>Takes the answer's text for the trace; null where it is not kept.</summary>
    public ITextSink? Capture { get; init; }

    /// <summary>Opens a writer other than the dialect's usual one; null opens that.</summary>
    public Func<AnswerHead, IStreamWriter>? OpensWriter { get; init; }

    /// <summary>The content type of what passes as it came.</summary>
    public string ContentType => !stream ? "application/json" : dialect.Framing == StreamFraming.JsonLines ? "application/x-ndjson" : "text/event-stream; charset=utf-8";

    /// <summary>Whether providers leave the dialect's last word out, and its choices' ends say enough.</summary>
    public bool EndIsFormality => dialect.Name is "openai.chat" or "openai.completions";

    /// <summary>Whether the dialect has no last word: the connection's end is the stream's, once every choice has ended.</summary>
    public bool EndsByClose => dialect.Name is "gemini";

    /// <summary>Whether the answer must go through its canonical form: guardrails look at it, a continuation may follow, or its cost is told inside.</summary>
    public bool NeedsSteps { get; init; }

    /// <summary>Hears of tokens, and of the tier they are billed at, before they are written, for a cost that is told beside them; null where none is.</summary>
    public Action<TokenUsage, string>? Hears { get; init; }

    /// <summary>Looks at the answer, and turns back what it took out of the request; null where no policy applies.</summary>
    public GuardedCall? Guard { get; init; }

    /// <summary>Whether another target may go on with a stream that breaks.</summary>
    public bool MayContinue { get; init; }

    /// <summary>The same for an answer that nobody gets: nothing looks at it.</summary>
    public CallerShape Unguarded() => new(dialect, head, stream) { OpensWriter = OpensWriter, NeedsSteps = NeedsSteps };

    /// <summary>The same with another head.</summary>
    public CallerShape With(AnswerHead next) => new(dialect, next, stream) { Capture = Capture, OpensWriter = OpensWriter, NeedsSteps = NeedsSteps, MayContinue = MayContinue, Guard = Guard, Hears = Hears };

    public CanonicalOutput OpenOutput() => new(OpenWriter(), MayContinue);

    public IStreamWriter OpenWriter() => OpensWriter is { } open ? open(head) : dialect.OpenWriter(head);
}
