using Spectre.Console;
using Strata.Cli.Output;
using Strata.Models.Pull;

namespace Strata.Cli.Pulls;

/// <summary>Shows how far a pull is: a bar with rate and time left before a person, a line per tenth otherwise.</summary>
internal sealed class PullBar(Terminal terminal)
{
    /// <summary>Runs <paramref name="work"/> and shows what it reports.</summary>
    public Task<T> RunAsync<T>(Func<IProgress<PullProgress>, Task<T>> work)
    {
        if (!terminal.IsInteractive)
        {
            return work(new Lines(terminal));
        }

        return terminal.Errors.Progress().HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<PullProgress>
    {
        private readonly Dictionary<string, ProgressTask> tasks = new(StringComparer.Ordinal);

        public void Report(PullProgress value)
        {
            lock (tasks)
            {
                if (!tasks.TryGetValue(value.File, out var task))
                {
                    tasks[value.File] = task = context.AddTask(Markup.Escape(value.File));
                }

                task.MaxValue = Math.Max(1, value.TotalBytes);
                task.Value = value.DoneBytes;
            }
        }
    }

    private sealed class Lines(Terminal terminal) : IProgress<PullProgress>
    {
        private readonly Dictionary<string, long> tenths = new(StringComparer.Ordinal);

        public void Report(PullProgress value)
        {
            var tenth = value.TotalBytes > 0 ? value.DoneBytes * 10 / value.TotalBytes : 0;
            lock (tenths)
            {
                if (tenths.GetValueOrDefault(value.File, -1) >= tenth)
                {
                    return;
                }

                tenths[value.File] = tenth;
            }

            terminal.Remark($"{value.File} from {value.Source}: {Figures.Bytes(value.DoneBytes)} of {Figures.Bytes(value.TotalBytes)} ({tenth * 10} %)");
        }
    }
}
