using System.Threading.Channels;
using Strata.Core.Generation;
using Strata.Inference.Graphs;
using Strata.Inference.Kv;
using Strata.Inference.Options;
using Strata.Inference.Samplers;

namespace Strata.Inference.Engine;

/// <summary>
/// The loop that makes tokens, on its own thread:
/// <code>
/// queue (bounded) ─► admit ─► plan a step ─► forward ─► per sequence: sample, text, event ─► sweep ─► again
/// </code>
/// A sequence that fails takes nobody with it; a step that fails ends the sequences under way, and the loop goes on. The thread
/// sleeps while there is nothing to do. Everything but <see cref="Enqueue"/> and <see cref="Dispose"/> runs on that thread.
/// </summary>
internal sealed class TokenEngine : IDisposable
{
    private readonly DecoderGraph graph;
    private readonly Channel<EngineJob> queue;
    private readonly Scheduler scheduler;
    private readonly Batch batch;
    private readonly TokenSampler sampler;
    private readonly ManualResetEventSlim wake = new();
    private readonly Thread thread;
    private volatile bool stopping;

    public TokenEngine(DecoderGraph graph, KvPool pool, InferenceOptions options)
    {
        this.graph = graph;
        batch = new Batch(TokensOfStep(options));
        sampler = new TokenSampler(graph.Spec.Vocabulary);
        scheduler = new Scheduler(pool, new PrefixStore(options.PrefixesKept), options.SequencesMax, options.PrefillTokensMax);
        queue = Channel.CreateBounded<EngineJob>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        thread = new Thread(Loop) { IsBackground = true, Name = "strata-engine" };
        thread.Start();
    }

    /// <summary>Jobs that wait for a place.</summary>
    public int Queued => queue.Reader.Count;

    /// <summary>The most tokens a step can have under these options.</summary>
    public static int TokensOfStep(InferenceOptions options) => options.PrefillTokensMax + options.SequencesMax;

    /// <summary>Hands a job to the loop.</summary>
    /// <exception cref="EngineOverloadedException">The queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The model was unloaded.</exception>
    public void Enqueue(EngineJob job)
    {
        ObjectDisposedException.ThrowIf(stopping, this);
        if (!queue.Writer.TryWrite(job))
        {
            ObjectDisposedException.ThrowIf(stopping, this);
            throw new EngineOverloadedException(Queued);
        }

        wake.Set();
    }

    /// <summary>Ends the loop; jobs under way fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        stopping = true;
        queue.Writer.TryComplete();
        wake.Set();
        thread.Join();
        while (queue.Reader.TryRead(out var job))
        {
            Refuse(job); // after the thread, so that a job that came in with the last moment is answered too
        }

        wake.Dispose();
    }

    private void Loop()
    {
        while (!stopping)
        {
            wake.Reset();
            Admit();
            if (scheduler.Count == 0)
            {
                if (!stopping)
                {
                    wake.Wait(); // looked at after the reset: a stop before it is seen here, one after it sets the event
                }

                continue;
            }

            Step();
        }

        scheduler.Clear(Refuse);
    }

    private static void Refuse(EngineJob job) => job.Fail(new ObjectDisposedException("model", "The model was unloaded."));

    private void Admit()
    {
        while (scheduler.HasPlace && queue.Reader.TryRead(out var job))
        {
            if (job.Abandoned)
            {
                continue;
            }

            try
            {
                scheduler.Admit(job);
            }
            catch (Exception e)
            {
                job.Fail(e); // no memory for its tokens: the others go on
            }
        }
    }

    private void Step()
    {
        try
        {
            scheduler.Sweep();
            scheduler.Plan(batch);
            if (batch.Count == 0)
            {
                return;
            }

            graph.Forward(batch);
        }
        catch (Exception e)
        {
            scheduler.Clear(job => job.Fail(e));
            return;
        }

        foreach (var sequence in scheduler.Running)
        {
            if (sequence.Scheduled > 0)
            {
                Take(sequence);
            }
        }

        scheduler.Sweep();
    }

    private void Take(Sequence sequence)
    {
        sequence.Kv.Advance(sequence.Scheduled);
        try
        {
            if (sequence.Job.WantsHidden)
            {
                TakeHidden(sequence);
            }
            else if (sequence.Wanted == 0)
            {
                var context = new SequenceView(sequence.Count, sequence.CachedTokens, sampler);
                var token = sequence.Job.TakeLogits(graph.Logits(sequence.OutputIndex), context);
                sequence.Done = token is null;
                if (token is { } next)
                {
                    sequence.Append(next);
                }
            }
        }
        catch (Exception e)
        {
            sequence.Done = true;
            sequence.Job.Fail(e);
        }
    }

    private void TakeHidden(Sequence sequence)
    {
        for (var i = 0; i < sequence.Scheduled; i++)
        {
            sequence.Done = i == sequence.Scheduled - 1 && sequence.Wanted == 0;
            sequence.Job.TakeHidden(graph.Hidden(batch, sequence.OutputIndex + i), sequence.Done);
        }
    }
}
