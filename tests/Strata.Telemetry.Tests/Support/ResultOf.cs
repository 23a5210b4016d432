using Strata.Core.Results;

namespace Strata.Telemetry.Tests.Support;

/// <summary>C# has no user-defined conversion from an interface; a step through a success does it.</summary>
internal static class ResultOf
{
    public static Result<T> Value<T>(T value) => ((Result<Done>)Done.Value).Then<T>(_ => value);
}
