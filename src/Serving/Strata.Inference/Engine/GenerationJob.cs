using System.Threading.Channels;
using Strata.Core.Generation;
using Strata.Core.Usage;
using Strata.Tokenizers;

namespace Strata.Inference.Engine;

/// <summary>
/// One answer: chooses tokens, turns them into text, watches for the end, and hands events to the reader. The channel is
/// unbounded in type but holds at most one event per token of the answer.
/// </summary>
internal sealed class GenerationJob : EngineJob
{
    private readonly Tokenizer tokenizer;
    private readonly StreamingDetokenizer detokenizer;
    private readonly StopMatcher stops;
    private readonly Sampling sampling;
    private readonly ulong seed;
    private readonly Channel<GenerationEvent> events =
        Channel.CreateUnbounded<GenerationEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private int output;

    public GenerationJob(int[] prompt, int outputMax, GenerationSettings settings, JobClock clock)
        : base(prompt, prompt.Length + outputMax, clock)
    {
        tokenizer = settings.Tokenizer;
        detokenizer = tokenizer.CreateStream();
        stops = new StopMatcher(settings.Stop);
        sampling = settings.Sampling;
        seed = settings.Seed;
    }

    public ChannelReader<GenerationEvent> Events => events.Reader;

    public override bool WantsHidden => false;

    public override int? TakeLogits(ReadOnlySpan<float> logits, in SequenceView context)
    {
        var token = context.Sampler.Choose(logits, sampling, seed, context.Tokens);
        Clock.FirstToken();
        output++;
        if (tokenizer.EndOfGenerationIds.Contains(token))
        {
            return Finish(FinishReason.EndOfText, detokenizer.Flush(), context);
        }

        var text = detokenizer.Push(token);
        if (context.Tokens + 1 >= TokensMax)
        {
            return Finish(FinishReason.Length, text + detokenizer.Flush(), context);
        }

        var certain = stops.Append(text);
        if (stops.Met is not null)
        {
            return Finish(FinishReason.StopSequence, certain, context);
        }

        events.Writer.TryWrite(new GenerationEvent(certain, 1));
        return token;
    }

    public override void TakeHidden(ReadOnlySpan<float> hidden, bool last) => throw new InvalidOperationException("A generation asks for logits.");

    public override void Restart()
    {
        // Nothing to undo: chosen tokens are part of the sequence and stay.
    }

    public override void Fail(Exception exception) => events.Writer.TryComplete(exception);

    private int? Finish(FinishReason reason, string rest, in SequenceView context)
    {
        if (stops.Met is null)
        {
            rest = stops.Append(rest);
            reason = stops.Met is null ? reason : FinishReason.StopSequence;
            rest += stops.Met is null ? stops.Flush() : "";
        }

        Clock.End();
        events.Writer.TryWrite(new GenerationEvent(rest, 1)
        {
            Finish = reason,
            StopSequence = stops.Met,
            Timings = Clock.Timings,
            Usage = new TokenUsage
            {
                Input = Prompt.Length - context.CachedTokens,
                CachedInput = context.CachedTokens,
                Output = output,
            },
        });
        events.Writer.TryComplete();
        return null;
    }
}
