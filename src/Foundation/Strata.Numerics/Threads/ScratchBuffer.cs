using System.Runtime.InteropServices;

namespace Strata.Numerics.Threads;

/// <summary>
/// Native memory that a thread keeps between calls, 64-byte aligned, growing to the largest request and freed when the thread's
/// statics are collected. Two per thread: what the caller shares with helpers, and what each worker needs for itself.
/// </summary>
internal sealed unsafe class ScratchBuffer
{
    [ThreadStatic]
    private static ScratchBuffer? shared;

    [ThreadStatic]
    private static ScratchBuffer? own;

    private byte* memory;
    private nuint size;

    ~ScratchBuffer() => NativeMemory.AlignedFree(memory);

    /// <summary>Memory for a caller's activations; contents are undefined.</summary>
    public static byte* Shared(long bytes) => (shared ??= new ScratchBuffer()).Get(bytes);

    /// <summary>Memory for the worker's unpacked rows; contents are undefined.</summary>
    public static byte* Own(long bytes) => (own ??= new ScratchBuffer()).Get(bytes);

    private byte* Get(long bytes)
    {
        if ((nuint)bytes > size)
        {
            NativeMemory.AlignedFree(memory);
            memory = null;
            size = 0;
            memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            size = (nuint)bytes;
        }

        return memory;
    }
}
