using System.Runtime.CompilerServices;

namespace Strata.Numerics.Threads;

public sealed unsafe partial class WorkerPool
{
    /// <summary>
    /// Calls <paramref name="work"/> once for each number 0 … <paramref name="count"/> − 1, in any order, on any thread of the pool.
    /// Nothing is allocated when the caller keeps the delegate. An exception on a helper thread ends the process: work must not throw.
    /// </summary>
    public void ForEach(Action<int> work, int count)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(Unsafe.AsPointer(ref work), &Invoke, count); // a reference on this stack, which outlives the call
    }

    private static void Invoke(void* context, int index) => Unsafe.AsRef<Action<int>>(context)(index);
}
