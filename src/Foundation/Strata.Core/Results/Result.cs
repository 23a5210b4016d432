using System.Diagnostics.CodeAnalysis;

namespace Strata.Core.Results;

/// <summary>A value, or the <see cref="Results.Problem"/> that stands in its place. <c>default</c> is not a valid result.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public readonly struct Result<T>
{
    private readonly T? value;
    private readonly Problem? problem;

    private Result(T? value, Problem? problem)
    {
        this.value = value;
        this.problem = problem;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => problem is null;

    /// <summary>The value. Asking a failed result for it is a bug.</summary>
    public T Value => problem is null ? value! : throw new InvalidOperationException($"No value: {problem}");

    /// <summary>The problem. Asking a successful result for it is a bug.</summary>
    public Problem Problem => problem ?? throw new InvalidOperationException("No problem: the result is a success.");

    /// <summary>Takes the value or the problem apart in one step.</summary>
    public bool Try([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        value = this.value;
        problem = this.problem;
        return problem is null;
    }

    /// <summary>Applies <paramref name="map"/> to the value, or passes the problem on.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> map) => problem is null ? map(value!) : problem;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a problem.</summary>
    public static implicit operator Result<T>(Problem problem) => new(default, problem);

    /// <inheritdoc/>
    public override string ToString() => problem is null ? $"{value}" : problem.ToString();
}
