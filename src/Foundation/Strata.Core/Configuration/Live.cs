namespace Strata.Core.Configuration;

/// <summary>The options in force. A request takes <see cref="Current"/> once and works with that snapshot; a reload swaps it whole.</summary>
/// <typeparam name="T">An immutable options record.</typeparam>
public sealed class Live<T>(T initial)
    where T : class
{
    private T current = initial;

    /// <summary>The snapshot in force.</summary>
    public T Current => Volatile.Read(ref current);

    /// <summary>Raised after a swap, with the new snapshot.</summary>
    public event Action<T>? Changed;

    /// <summary>Puts a new snapshot in force.</summary>
    public void Swap(T next)
    {
        Volatile.Write(ref current, next);
        Changed?.Invoke(next);
    }
}
