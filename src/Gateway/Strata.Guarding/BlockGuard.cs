using System.Buffers;
using Strata.Guard;

namespace Strata.Guarding;

/// <summary>One block of a streamed answer under every policy, and its tokens turned back. What is not yet sure is held back.</summary>
internal sealed class BlockGuard(GuardedCall call, GuardScan[] scans, GuardRestorer? restorer) : IDisposable
{
    private readonly ArrayBufferWriter<char>[] stages = [.. Enumerable.Range(0, scans.Length + 1).Select(_ => new ArrayBufferWriter<char>(256))];
    private readonly int[] counted = new int[scans.Length];

    public bool IsBlocked { get; private set; }

    /// <summary>Takes a piece; what is safe to pass on.</summary>
    public string Push(string text) => Run(text, isLast: false);

    /// <summary>The block's end; what was held back.</summary>
    public string Complete() => Run("", isLast: true);

    public void Dispose()
    {
        foreach (var scan in scans)
        {
            scan.Dispose();
        }
    }

    private string Run(string text, bool isLast)
    {
        ReadOnlySpan<char> piece = text;
        for (var i = 0; i < scans.Length; i++)
        {
            stages[i].ResetWrittenCount();
            scans[i].Push(piece, stages[i]);
            if (isLast && !scans[i].IsBlocked)
            {
                scans[i].Complete(stages[i]);
            }

            for (var findings = scans[i].Findings; counted[i] < findings.Count; counted[i]++)
            {
                call.Count(findings[counted[i]]); // at once: an answer that ends early has them on its row too
            }

            if (scans[i].IsBlocked && !IsBlocked)
            {
                IsBlocked = true;
                call.Block(scans[i].Findings[^1].Detector);
            }

            piece = stages[i].WrittenSpan;
        }

        if (restorer is null)
        {
            return scans.Length == 0 ? text : piece.Length == 0 ? "" : piece.ToString();
        }

        var last = stages[^1];
        last.ResetWrittenCount();
        restorer.Push(piece, last);
        if (isLast)
        {
            restorer.Complete(last);
        }

        return last.WrittenCount == 0 ? "" : last.WrittenSpan.ToString();
    }
}
