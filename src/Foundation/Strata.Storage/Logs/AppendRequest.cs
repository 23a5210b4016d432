using System.Buffers;
using System.Threading.Tasks.Sources;
using Strata.Storage.Durability;

namespace Strata.Storage.Logs;

/// <summary>
/// One append on its way: a pooled copy of the record and the place where its caller waits. Reused, so that an append
/// allocates nothing on the ordinary path; the caller's await gives it back.
/// </summary>
internal sealed class AppendRequest(Action<AppendRequest> giveBack) : IValueTaskSource<long>
{
    private ManualResetValueTaskSourceCore<long> core = new() { RunContinuationsAsynchronously = true };
    private byte[] buffer = [];

    internal int Length { get; private set; }

    internal uint Checksum { get; private set; }

    internal ReadOnlySpan<byte> Data => buffer.AsSpan(0, Length);

    internal void Fill(ReadOnlySpan<byte> record)
    {
        buffer = ArrayPool<byte>.Shared.Rent(record.Length);
        record.CopyTo(buffer);
        Length = record.Length;
        // Here and not in the writer: appenders run on many processors, the writer on one.
        Checksum = Crc32C.Of(record);
    }

    internal ValueTask<long> Completion => new(this, core.Version);

    internal void Succeed(long sequence)
    {
        Release();
        core.SetResult(sequence);
    }

    internal void Fail(Exception failure)
    {
        Release();
        core.SetException(failure);
    }

    long IValueTaskSource<long>.GetResult(short token)
    {
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            core.Reset();
            giveBack(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
