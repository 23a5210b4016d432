using Strata.Inference.Graphs;
using Strata.Inference.Kv;

namespace Strata.Inference.Engine;

/// <summary>
/// Decides what a step computes. Every sequence that decodes gets its token; what is left of the budget is shared evenly among
/// those that still read their prompt, so a long prompt delays nobody by more than a step. When the cache is full, kept
/// prefixes go first, then the newest sequence gives its blocks back and is computed again later.
/// </summary>
internal sealed class Scheduler(KvPool pool, PrefixStore prefixes, int sequencesMax, int prefillTokensMax)
{
    private readonly List<Sequence> running = [];
    private readonly Stack<Sequence> preempted = new();

    public IReadOnlyList<Sequence> Running => running;

    public int Count => running.Count + preempted.Count;

    /// <summary>Whether a new job may be taken; a preempted sequence comes back first.</summary>
    public bool HasPlace => running.Count < sequencesMax && preempted.Count == 0;

    public void Admit(EngineJob job)
    {
        var kv = (job.WantsHidden ? null : prefixes.Take(job.Prompt)) ?? new KvSequence(pool);
        job.Clock.Start();
        running.Add(new Sequence(job, kv));
    }

    /// <summary>Takes out what is done or no longer wanted; a finished sequence's cache is kept for its continuation.</summary>
    public void Sweep()
    {
        for (var i = running.Count - 1; i >= 0; i--)
        {
            var sequence = running[i];
            if (sequence.Done || sequence.Job.Abandoned)
            {
                running.RemoveAt(i);
                Release(sequence);
            }
        }
    }

    /// <summary>Takes everything out, without keeping any cache.</summary>
    public void Clear(Action<EngineJob> ended)
    {
        foreach (var sequence in running.Concat(preempted))
        {
            sequence.Kv.Truncate(0);
            ended(sequence.Job);
        }

        running.Clear();
        preempted.Clear();
    }

    /// <summary>Fills the batch of the next step.</summary>
    public void Plan(Batch batch)
    {
        batch.Clear();
        Resume();
        foreach (var sequence in running)
        {
            sequence.Scheduled = 0;
        }

        var prefills = 0;
        foreach (var sequence in running)
        {
            prefills += sequence.Wanted > 1 ? 1 : 0;
        }

        // By index: making room may preempt sequences at the end of the list.
        for (var i = 0; i < running.Count; i++)
        {
            if (running[i].Wanted == 1)
            {
                Schedule(running[i], 1, batch);
            }
        }

        var budget = prefillTokensMax;
        for (var i = 0; i < running.Count && prefills > 0 && budget > 0; i++)
        {
            if (running[i] is { Wanted: > 1, Scheduled: 0 } sequence)
            {
                budget -= Schedule(sequence, Math.Min(sequence.Wanted, Math.Max(1, budget / prefills)), batch);
                prefills--;
            }
        }
    }

    /// <summary>A preempted sequence comes back when its whole cache fits again, else it would only push others out.</summary>
    private void Resume()
    {
        while (running.Count < sequencesMax && preempted.TryPeek(out var sequence))
        {
            if (running.Count > 0 && pool.BlocksInUse + KvLayout.BlocksFor(sequence.Count + 1) > pool.BlocksMax)
            {
                if (!prefixes.EvictOldest())
                {
                    return;
                }

                continue;
            }

            running.Add(preempted.Pop());
        }
    }

    private int Schedule(Sequence sequence, int tokens, Batch batch)
    {
        if (!MakeRoom(sequence, sequence.Kv.Length + tokens))
        {
            return 0;
        }

        sequence.Scheduled = tokens;
        var start = sequence.Kv.Length;
        for (var position = start; position < start + tokens; position++)
        {
            batch.Add(sequence.Tokens[position], position, sequence.Kv);
            if (sequence.Job.WantsHidden)
            {
                var index = batch.WantHidden();
                sequence.OutputIndex = position == start ? index : sequence.OutputIndex;
            }
        }

        if (!sequence.Job.WantsHidden && tokens == sequence.Wanted)
        {
            sequence.OutputIndex = batch.WantLogits();
        }

        return tokens;
    }

    private bool MakeRoom(Sequence sequence, int tokens)
    {
        while (!sequence.Kv.TryReserve(tokens))
        {
            if (prefixes.EvictOldest())
            {
                continue;
            }

            var newest = running[^1];
            if (newest.Scheduled > 0 && !ReferenceEquals(newest, sequence))
            {
                return false;
            }

            Preempt(newest);
            if (ReferenceEquals(newest, sequence))
            {
                return false;
            }
        }

        return true;
    }

    private void Preempt(Sequence sequence)
    {
        running.Remove(sequence);
        sequence.Kv.Truncate(0);
        sequence.Job.Restart();
        preempted.Push(sequence);
    }

    private void Release(Sequence sequence)
    {
        if (sequence.Job.WantsHidden)
        {
            sequence.Kv.Truncate(0);
        }
        else
        {
            prefixes.Park(sequence.Tokens, sequence.Kv);
        }
    }
}
