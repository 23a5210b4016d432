namespace Strata.Inference.Engine;

/// <summary>The mean of the last hidden states of a text, scaled to length 1.</summary>
internal sealed class EmbeddingJob(int[] prompt, int width, JobClock clock) : EngineJob(prompt, prompt.Length, clock)
{
    private readonly TaskCompletionSource<float[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double[] sums = new double[width];

    public Task<float[]> Vector => done.Task;

    public override bool WantsHidden => true;

    public override int? TakeLogits(ReadOnlySpan<float> logits, in SequenceView context) =>
        throw new InvalidOperationException("An embedding asks for hidden states.");

    public override void TakeHidden(ReadOnlySpan<float> hidden, bool last)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += hidden[i];
        }

        if (last)
        {
            var norm = Math.Sqrt(sums.Sum(value => value * value));
            done.TrySetResult(Array.ConvertAll(sums, value => norm > 0 ? (float)(value / norm) : 0));
        }
    }

    public override void Restart() => Array.Clear(sums);

    public override void Fail(Exception exception) => done.TrySetException(exception);
}
