using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Diagnostics;
using Strata.Inference.Engine;
using Strata.Inference.Loading;
using Strata.Inference.Options;

namespace Strata.Inference.Hosting;

/// <summary>A use of a loaded model. Generations keep the model alive by themselves, so the handle may be disposed meanwhile.</summary>
internal sealed class TextModel(LoadedModel model, ModelDescription description, ModelUse use, (InferenceOptions Options, TimeProvider Time) host)
    : ITextModel, IEmbeddingModel
{
    private int disposed;

    public ModelDescription Description => description;

    /// <summary>Numbers of an embedding.</summary>
    public int Width => model.Spec.Width;

    public Result<IPreparedPrompt> Prepare(GenerationRequest request)
    {
        if (RequestCheck.Find(request, host.Options) is { } fault)
        {
            return fault;
        }

        return model.Prompts.Build(request).Then<IPreparedPrompt>(tokens =>
        {
            var room = model.ContextMax - tokens.Length;
            var wanted = request.OutputTokensMax ?? Math.Max(1, room);
            return wanted <= room ? new PreparedPrompt(tokens, wanted, request) : TooLong(tokens.Length, wanted, request.OutputTokensMax is not null);
        });
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(IPreparedPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prompt is not PreparedPrompt prepared || !prepared.TryStart())
        {
            throw new InvalidOperationException("A prepared prompt runs once, on the model that prepared it.");
        }

        ObjectDisposedException.ThrowIf(disposed != 0, this);
        var parent = Activity.Current?.Context ?? default;
        var sampling = prepared.Request.Sampling;
        var settings = new GenerationSettings(model.Tokenizer, sampling, sampling.Seed ?? FreshSeed(), prepared.Request.Stop);
        var job = new GenerationJob(prepared.Tokens, prepared.OutputTokensMax, settings, new JobClock(host.Time));
        use.Retain();
        try
        {
            model.Engine.Enqueue(job);
            await foreach (var step in job.Events.ReadAllAsync(cancellationToken))
            {
                if (step.Finish is not null)
                {
                    InferenceTelemetry.Ended(description.Name, parent, job.Clock.QueuedAt, step);
                }

                yield return step;
            }
        }
        finally
        {
            job.Abandon();
            use.Release();
        }
    }

    /// <summary>The mean of the last hidden states of a text, of length 1, and the tokens it took.</summary>
    public async ValueTask<Result<(float[] Vector, int Tokens)>> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        if (!model.Prompts.Text(text).Try(out var tokens, out var problem))
        {
            return problem;
        }

        if (tokens.Length > model.ContextMax)
        {
            return TooLong(tokens.Length, 0, stated: false);
        }

        var job = new EmbeddingJob(tokens, model.Spec.Width, new JobClock(host.Time));
        use.Retain();
        try
        {
            model.Engine.Enqueue(job);
            return (await job.Vector.WaitAsync(cancellationToken), tokens.Length);
        }
        finally
        {
            job.Abandon();
            use.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            use.Release();
        }

        return ValueTask.CompletedTask;
    }

    private static ulong FreshSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private Problem TooLong(int prompt, int wanted, bool stated) => new(
        ProblemCode.ContextLengthExceeded,
        stated
            ? $"The model's context is {model.ContextMax} tokens; the prompt has {prompt} and {wanted} were asked for: {(long)prompt + wanted} in all. Shorten one of them."
            : $"The model's context is {model.ContextMax} tokens; the prompt has {prompt}. Shorten it.")
    {
        Field = "messages",
    };
}
