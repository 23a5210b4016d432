using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Live;

/// <summary>
/// The newest spans, in columns in memory: as durable as the log they came through, and queried like a segment. One writer at a
/// time; readers take no lock but for finding a trace. A row is there for readers when <see cref="Rows"/> passed it.
/// </summary>
internal sealed class LiveTable : SpanTable
{
    private const int RowBytesFixed = 300;

    private readonly Lock gate = new();
    private readonly LiveLabels[] labels = new LiveLabels[ColumnSet.Labels];
    private readonly Dictionary<SpanOrigin, int> origins = new(ReferenceEqualityComparer.Instance);
    private readonly LiveMessages messages = new();
    private readonly ByteArena extras = new();
    private readonly ByteWriter buffer = new();
    private readonly RowIndex spans = new();
    private readonly RowIndex traces = new();
    private readonly RowIndex orphans = new();
    private LiveChunk[] chunks = new LiveChunk[8];
    private int[] before = new int[ColumnSet.BlockRows];
    private int[] refs = new int[8192];
    private int refCount;
    private int rows;

    public LiveTable()
    {
        for (var label = 0; label < labels.Length; label++)
        {
            labels[label] = new LiveLabels();
        }
    }

    /// <summary>Rows that readers may see.</summary>
    public int Rows => Volatile.Read(ref rows);

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes => ((long)rows * RowBytesFixed) + messages.Bytes + extras.Length + (4L * refCount) + labels.Sum(l => l.Bytes);

    /// <summary>The earliest and the latest start.</summary>
    public (long Min, long Max) Starts { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>How many distinct messages there are.</summary>
    public int MessageCount => messages.Count;

    public override int Blocks => (Rows + ColumnSet.BlockRows - 1) / ColumnSet.BlockRows;

    /// <summary>Whether the span is there.</summary>
    public bool Holds(SpanRecord span)
    {
        var tenant = FindLabel(Label.Tenant, Encoding.UTF8.GetBytes(TenantText.Of(span.Tenant)));
        lock (gate)
        {
            return tenant > 0 && HasSpan(tenant, span.TraceId, span.SpanId);
        }
    }

    /// <summary>Adds a span; false where it is there already.</summary>
    public bool Add(SpanRecord span)
    {
        lock (gate)
        {
            var tenant = labels[(int)Label.Tenant].Code(TenantText.Of(span.Tenant));
            if (HasSpan(tenant, span.TraceId, span.SpanId))
            {
                return false;
            }

            var (chunk, row) = Place();
            Fill(chunk, row, span, tenant);
            Link(chunk, row, span, tenant);
            Volatile.Write(ref rows, rows + 1);
            return true;
        }
    }

    /// <summary>The extras of one row.</summary>
    public ReadOnlySpan<byte> Extras(int row)
    {
        var chunk = Chunk(row / ColumnSet.BlockRows);
        return extras.Read(chunk.ExtrasAt[row % ColumnSet.BlockRows], chunk.ExtrasLength[row % ColumnSet.BlockRows]).Span;
    }

    public override int RowsOf(int block) => Math.Min(ColumnSet.BlockRows, Rows - (block * ColumnSet.BlockRows));

    public override int LabelCount(Label label) => labels[(int)label].Count;

    public override ReadOnlyMemory<byte> LabelBytes(Label label, int code) => labels[(int)label][code];

    public override (int Min, int Max) CodeRange(int block, Label label) => Chunk(block).Codes[(int)label] is null ? (0, 0) : (0, int.MaxValue);

    public override (long Min, long Max) FigureRange(int block, Figure figure) => figure switch
    {
        Figure.Start => (Chunk(block).StartMin, Chunk(block).StartMax),
        _ when Chunk(block).Figures[(int)figure] is null => (0, 0),
        _ => (long.MinValue, long.MaxValue),
    };

    public override void ReadCodes(int block, Label label, Span<int> into) => Copy(Chunk(block).Codes[(int)label], into);

    public override void ReadFigures(int block, Figure figure, Span<long> into) => Copy(Chunk(block).Figures[(int)figure], into);

    public override void ReadTraces(int block, Span<UInt128> into) => Copy(Chunk(block).Traces, into);

    public override void ReadExtras(int block, RowBytes into)
    {
        var chunk = Chunk(block);
        var count = RowsOf(block);
        var length = 0;
        for (var row = 0; row < count; row++)
        {
            into.Starts[row] = length;
            length += chunk.ExtrasLength[row];
        }

        into.Starts[count] = length;
        if (into.Data.Length < length)
        {
            into.Data = new byte[length];
        }

        for (var row = 0; row < count; row++)
        {
            extras.Read(chunk.ExtrasAt[row], chunk.ExtrasLength[row]).Span.CopyTo(into.Data.AsSpan(into.Starts[row]));
        }
    }

    public override void ReadRefs(int block, RowRefs into)
    {
        var chunk = Chunk(block);
        var count = RowsOf(block);
        var all = Volatile.Read(ref refs);
        into.Starts[0] = 0;
        for (var row = 0; row < count; row++)
        {
            into.Starts[row + 1] = chunk.RefsEnd[row] - chunk.RefsStart;
        }

        var length = into.Starts[count];
        if (into.Refs.Length < length)
        {
            into.Refs = new int[length];
        }

        all.AsSpan(chunk.RefsStart, length).CopyTo(into.Refs);
    }

    public override MessageBody Message(int number) => messages[number];

    public override bool MayHaveAttribute(int block, ulong hash) => true;

    public override HashSet<int>? FindText(ReadOnlyMemory<byte> lowered, CancellationToken cancellationToken) => messages.Find(lowered.Span, cancellationToken);

    public override void FindTrace(UInt128 trace, List<RowPlace> into)
    {
        lock (gate)
        {
            var hash = Hash64.Of(trace);
            for (var place = -1; traces.Next(hash, ref place, out var last);)
            {
                if (TraceOf(last) == trace)
                {
                    for (var row = last; row >= 0; row = before[row])
                    {
                        into.Add(new RowPlace(row / ColumnSet.BlockRows, row % ColumnSet.BlockRows));
                    }
                }
            }
        }
    }

    private static void Copy<T>(T[]? column, Span<T> into)
    {
        if (column is null)
        {
            into.Clear();
        }
        else
        {
            column.AsSpan(0, into.Length).CopyTo(into);
        }
    }

    private static ulong SpanHash(int tenant, UInt128 trace, ulong span) => Hash64.Of(Hash64.Of(trace) + (ulong)tenant, span);

    private LiveChunk Chunk(int block) => Volatile.Read(ref chunks)[block];

    private UInt128 TraceOf(int row) => chunks[row / ColumnSet.BlockRows].Traces[row % ColumnSet.BlockRows];

    private int TenantOf(int row) => chunks[row / ColumnSet.BlockRows].Codes[(int)Label.Tenant]![row % ColumnSet.BlockRows];

    private long FigureOf(int row, Figure figure) => chunks[row / ColumnSet.BlockRows].Figures[(int)figure] is { } column ? column[row % ColumnSet.BlockRows] : 0;

    private bool HasSpan(int tenant, UInt128 trace, ulong span)
    {
        var hash = SpanHash(tenant, trace, span);
        for (var place = -1; spans.Next(hash, ref place, out var row);)
        {
            if ((ulong)FigureOf(row, Figure.Span) == span && TraceOf(row) == trace && TenantOf(row) == tenant)
            {
                return true;
            }
        }

        return false;
    }

    private (LiveChunk Chunk, int Row) Place()
    {
        var block = rows / ColumnSet.BlockRows;
        var row = rows % ColumnSet.BlockRows;
        if (row == 0)
        {
            if (block == chunks.Length)
            {
                var larger = new LiveChunk[2 * block];
                chunks.CopyTo(larger, 0);
                Volatile.Write(ref chunks, larger);
            }

            chunks[block] = new LiveChunk { RefsStart = refCount };
        }

        if (rows == before.Length)
        {
            Array.Resize(ref before, 2 * rows);
        }

        return (chunks[block], row);
    }

    private void Fill(LiveChunk chunk, int row, SpanRecord span, int tenant)
    {
        int Code(Label label, string text) => labels[(int)label].Code(text);
        chunk.Set(Label.Tenant, row, tenant);
        chunk.Set(Label.Name, row, Code(Label.Name, span.Name));
        chunk.Set(Label.Service, row, Code(Label.Service, span.Origin.Service));
        chunk.Set(Label.Operation, row, Code(Label.Operation, span.Operation));
        chunk.Set(Label.Provider, row, Code(Label.Provider, span.Provider));
        chunk.Set(Label.Model, row, Code(Label.Model, span.RequestModel));
        chunk.Set(Label.ResponseModel, row, Code(Label.ResponseModel, span.ResponseModel));
        chunk.Set(Label.Session, row, Code(Label.Session, span.Session));
        chunk.Set(Label.Conversation, row, Code(Label.Conversation, span.Conversation));
        chunk.Set(Label.User, row, Code(Label.User, span.User));
        chunk.Set(Label.Key, row, Code(Label.Key, span.Key));
        chunk.Set(Label.ErrorType, row, Code(Label.ErrorType, span.ErrorType));
        chunk.Set(Label.Tool, row, Code(Label.Tool, span.Tool));
        chunk.Set(Label.Agent, row, Code(Label.Agent, span.Agent));
        chunk.Set(Label.Finish, row, Code(Label.Finish, span.FinishReason));
        chunk.Set(Label.StatusText, row, Code(Label.StatusText, span.StatusText));
        chunk.Set(Label.TraceState, row, Code(Label.TraceState, span.TraceState));
        chunk.Set(Label.Tags, row, Code(Label.Tags, TagText.Of(span.Tags)));
        chunk.Set(Label.Origin, row, Origin(span.Origin));
        Figures(chunk, row, span);
        chunk.Traces[row] = span.TraceId;
        buffer.Clear();
        ExtrasText.Write(span, buffer);
        chunk.ExtrasAt[row] = extras.Add(buffer.Written);
        chunk.ExtrasLength[row] = buffer.Length;
        foreach (ref readonly var message in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(span.Messages))
        {
            Ref((messages.Add(message) << 2) | (int)message.Slot);
        }

        chunk.RefsEnd[row] = refCount;
    }

    private void Figures(LiveChunk chunk, int row, SpanRecord span)
    {
        var usage = span.Usage;
        chunk.Set(Figure.Start, row, span.StartNs);
        chunk.Set(Figure.Duration, row, span.DurationNs);
        chunk.Set(Figure.FirstToken, row, span.FirstTokenNs is { } first ? Math.Max(0, first) + 1 : 0);
        if (usage != default)
        {
            chunk.Set(Figure.Input, row, usage.Input);
            chunk.Set(Figure.CachedInput, row, usage.CachedInput);
            chunk.Set(Figure.CacheWrite, row, usage.CacheWrite);
            chunk.Set(Figure.CacheWriteLong, row, usage.CacheWriteLong);
            chunk.Set(Figure.AudioInput, row, usage.AudioInput);
            chunk.Set(Figure.ImageInput, row, usage.ImageInput);
            chunk.Set(Figure.Output, row, usage.Output);
            chunk.Set(Figure.Reasoning, row, usage.Reasoning);
            chunk.Set(Figure.AudioOutput, row, usage.AudioOutput);
            chunk.Set(Figure.ImageOutput, row, usage.ImageOutput);
            chunk.Set(Figure.ToolCalls, row, usage.ToolCalls);
        }

        chunk.Set(Figure.Cost, row, span.CostNanos ?? 0);
        chunk.Set(Figure.Flags, row, span.Flags);
        chunk.Set(Figure.Span, row, (long)span.SpanId);
        chunk.Set(Figure.Parent, row, (long)span.ParentId);
        chunk.StartMin = Math.Min(chunk.StartMin, span.StartNs);
        chunk.StartMax = Math.Max(chunk.StartMax, span.StartNs);
        Starts = (Math.Min(Starts.Min, span.StartNs), Math.Max(Starts.Max, span.StartNs));
    }

    /// <summary>Indexes the row, and settles which spans have nothing above them: a parent that comes later takes the mark off its children.</summary>
    private void Link(LiveChunk chunk, int row, SpanRecord span, int tenant)
    {
        var trace = Hash64.Of(span.TraceId);
        var known = SpanHash(tenant, span.TraceId, span.SpanId);
        spans.Add(known, rows);
        for (var place = -1; orphans.Next(known, ref place, out var child);)
        {
            if ((ulong)FigureOf(child, Figure.Parent) == span.SpanId && TraceOf(child) == span.TraceId)
            {
                chunks[child / ColumnSet.BlockRows].Figures[(int)Figure.Facts]![child % ColumnSet.BlockRows] &= ~Facts.Entry;
            }
        }

        var entry = span.ParentId == 0;
        if (!entry && !HasSpan(tenant, span.TraceId, span.ParentId))
        {
            entry = true;
            if ((span.Flags & SpanRecord.FlagIsRemote) == 0)
            {
                orphans.Add(SpanHash(tenant, span.TraceId, span.ParentId), rows);
            }
        }

        chunk.Set(Figure.Facts, row, Facts.Of(span) | (entry ? Facts.Entry : 0));
        for (var place = -1; traces.Next(trace, ref place, out var last);)
        {
            if (TraceOf(last) == span.TraceId)
            {
                before[rows] = last;
                traces.Replace(place, rows);
                return;
            }
        }

        before[rows] = -1;
        traces.Add(trace, rows);
    }

    private int Origin(SpanOrigin origin)
    {
        if (origins.TryGetValue(origin, out var code))
        {
            return code;
        }

        buffer.Clear();
        OriginText.Write(origin, buffer);
        code = labels[(int)Label.Origin].Code(Encoding.Latin1.GetString(buffer.Written), () => buffer.Written.ToArray());
        if (origins.Count >= 1024)
        {
            origins.Clear(); // by reference: a sender that makes one for every span must not fill the memory
        }

        origins.Add(origin, code);
        return code;
    }

    private void Ref(int reference)
    {
        if (refCount == refs.Length)
        {
            var larger = new int[2 * refCount];
            refs.CopyTo(larger, 0);
            Volatile.Write(ref refs, larger);
        }

        refs[refCount++] = reference;
    }
}
