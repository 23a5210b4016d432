using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>The blocks of a folder: read at a start, written, brought together by day, deleted.</summary>
internal static class BlockFolder
{
    private const long DayMs = 86_400_000;

    /// <summary>Opens all blocks. What a crash left half-made is deleted; parts that a whole day took in are too, once that day is seen to be sound.</summary>
    public static IReadOnlyList<Block> Load(string directory, Func<Labels, Labels> intern, Action<string> damaged)
    {
        foreach (var half in Directory.EnumerateFiles(directory, "*.tmp").Concat(Directory.EnumerateFiles(directory, "*.new")))
        {
            File.Delete(half);
        }

        var named = Directory.EnumerateFiles(directory, "*.smb").Select(p => (Path: p, Name: BlockName.Read(p))).Where(f => f.Name is not null).Select(f => (f.Path, Name: f.Name!.Value)).ToArray();
        var blocks = new List<Block>();
        foreach (var (path, name) in named.OrderByDescending(f => f.Name.IsWhole).ThenBy(f => f.Name.Through))
        {
            if (!name.IsWhole && blocks.Exists(other => other.Name.IsWhole && other.Name.Day == name.Day && other.Name.Through >= name.Through))
            {
                File.Delete(path);
            }
            else if (Block.Open(path, name, intern).Try(out var block, out var problem))
            {
                blocks.Add(block);
            }
            else
            {
                damaged(problem.Message);
            }
        }

        return [.. blocks.OrderBy(b => b.Name.Through)];
    }

    /// <summary>Makes a block of all that is in memory.</summary>
    public static Block Write(string directory, long through, Func<Labels, Labels> intern, Dictionary<string, ProjectHead> heads, Lock gate)
    {
        var path = Path.Combine(directory, $"{through}.new");
        using var writer = new BlockWriter(path);
        lock (gate)
        {
            foreach (var (project, head) in heads)
            {
                foreach (var series in head.All)
                {
                    foreach (var chunk in series.TakeAll())
                    {
                        writer.Add(project, series.Labels, (chunk.FirstMs, chunk.LastMs, chunk.Count), chunk.Bytes);
                    }
                }
            }
        }

        return Place(writer, path, directory, through, isWhole: false, intern);
    }

    /// <summary>Brings the parts of days that are over together, and deletes what is too old or too much. A day with a damaged part stays in parts, and is told.</summary>
    public static IReadOnlyList<Block> Tend(MetricStoreOptions options, IReadOnlyList<Block> blocks, DateTimeOffset now, Func<Labels, Labels> intern, Action<string> damaged)
    {
        var kept = blocks.ToList();
        foreach (var day in blocks.Where(b => b.Name.Day < now.ToUnixTimeMilliseconds() / DayMs).GroupBy(b => b.Name.Day).Where(d => d.Count() > 1))
        {
            Block whole;
            try
            {
                whole = Merge(options.Directory, [.. day.OrderBy(b => b.Name.Through)], intern);
            }
            catch (InvalidDataException damage)
            {
                damaged($"{damage.Message} The day it is of is not brought together.");
                continue;
            }

            foreach (var part in day)
            {
                kept.Remove(part);
                Delete(part, unless: whole.Path);
            }

            kept.Add(whole);
        }

        var oldest = now.ToUnixTimeMilliseconds() - (long)options.Retention.TotalMilliseconds;
        var bytes = kept.Sum(b => b.Bytes);
        foreach (var block in kept.OrderBy(b => b.LastMs).ToArray())
        {
            if (block.LastMs >= oldest && bytes <= options.DiskBytesMax)
            {
                break;
            }

            bytes -= block.Bytes;
            kept.Remove(block);
            Delete(block, unless: null);
        }

        return kept;
    }

    private static Block Merge(string directory, Block[] parts, Func<Labels, Labels> intern)
    {
        var through = parts.Max(p => p.Name.Through);
        var path = Path.Combine(directory, $"{through}.new");
        using var writer = new BlockWriter(path);
        foreach (var part in parts)
        {
            foreach (var (project, all) in part.Projects)
            {
                foreach (var series in all)
                {
                    foreach (var chunk in series.Chunks)
                    {
                        writer.Add(project, series.Labels, (chunk.FirstMs, chunk.LastMs, chunk.Count), part.Raw(chunk));
                    }
                }
            }
        }

        return Place(writer, path, directory, through, isWhole: true, intern);
    }

    private static Block Place(BlockWriter writer, string path, string directory, long through, bool isWhole, Func<Labels, Labels> intern)
    {
        var name = new BlockName((int)(Math.Max(0, writer.LastMs) / DayMs), through, isWhole);
        writer.Finish();
        var place = Path.Combine(directory, name.ToString());
        File.Move(path, place, overwrite: true);
        return Block.Open(place, name, intern).Try(out var block, out var problem) ? block : throw new InvalidDataException(problem.Message);
    }

    /// <summary>Queries that began before read on through their handle: the system keeps the file for them; the handle goes with its last reader.</summary>
    private static void Delete(Block block, string? unless)
    {
        if (block.Path != unless)
        {
            File.Delete(block.Path);
        }
    }
}
