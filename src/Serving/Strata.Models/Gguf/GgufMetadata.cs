using System.Diagnostics.CodeAnalysis;
using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>
/// The metadata of a file by key. Every accessor answers with a <see cref="Problem"/> that names the key where it is missing,
/// of another type or out of range; any integer type serves where an integer is asked for, since writers differ.
/// </summary>
public sealed class GgufMetadata
{
    private readonly Dictionary<string, GgufValue> values;

    internal GgufMetadata(Dictionary<string, GgufValue> values) => this.values = values;

    /// <summary>The keys.</summary>
    public IReadOnlyCollection<string> Keys => values.Keys;

    /// <summary>Whether a key is there.</summary>
    public bool Contains(string key) => values.ContainsKey(key);

    /// <summary>The value as it stands.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out GgufValue? value) => values.TryGetValue(key, out value);

    /// <summary>A string that must be there.</summary>
    public Result<string> String(string key) => Get<string>(key, "a string", AsString);

    /// <summary>A string, or <paramref name="fallback"/> where the key is missing.</summary>
    public Result<string> String(string key, string fallback) => Contains(key) ? String(key) : fallback;

    /// <summary>An integer within bounds that must be there.</summary>
    public Result<int> Int32(string key, int min = int.MinValue, int max = int.MaxValue) => Integer(key).Then<int>(value =>
        value >= min && value <= max ? (int)value : Problem.Corrupt($"'{key}' is {value}; it must be from {min} to {max}.", key));

    /// <summary>An integer within bounds, or <paramref name="fallback"/> where the key is missing. The fallback is not checked.</summary>
    public Result<int> Int32Or(string key, int fallback, int min = int.MinValue, int max = int.MaxValue) =>
        Contains(key) ? Int32(key, min, max) : fallback;

    /// <summary>An integer that must be there.</summary>
    public Result<long> Integer(string key) => Get<long>(key, "an integer", GgufNumbers.AsInteger);

    /// <summary>A finite number that must be there; an integer serves.</summary>
    public Result<float> Single(string key) => Get<float>(key, "a finite number", GgufNumbers.AsSingle);

    /// <summary>A finite number, or <paramref name="fallback"/> where the key is missing.</summary>
    public Result<float> Single(string key, float fallback) => Contains(key) ? Single(key) : fallback;

    /// <summary>A truth value, or <paramref name="fallback"/> where the key is missing.</summary>
    public Result<bool> Boolean(string key, bool fallback) =>
        Contains(key) ? Get<bool>(key, "a truth value", (object data, out bool value) => AsBoolean(data, out value)) : fallback;

    /// <summary>Strings that must be there.</summary>
    public Result<string[]> Strings(string key) => Get<string[]>(key, "an array of strings", AsStrings);

    /// <summary>Integers that must be there and fit 32 bits.</summary>
    public Result<int[]> Int32s(string key) => Get<int[]>(key, "an array of 32-bit integers", GgufNumbers.AsInt32s);

    /// <summary>Numbers that must be there.</summary>
    public Result<float[]> Singles(string key) => Get<float[]>(key, "an array of numbers", GgufNumbers.AsSingles);

    private delegate bool Converter<T>(object data, [NotNullWhen(true)] out T? value);

    private Result<T> Get<T>(string key, string expected, Converter<T> convert)
    {
        if (!values.TryGetValue(key, out var value))
        {
            return Problem.Corrupt($"The file has no '{key}'.", key);
        }

        return convert(value.Data, out var converted)
            ? converted
            : Problem.Corrupt($"'{key}' is {value.TypeName}; expected {expected}.", key);
    }

    private static bool AsString(object data, [NotNullWhen(true)] out string? value) => (value = data as string) is not null;

    private static bool AsStrings(object data, [NotNullWhen(true)] out string[]? value) => (value = data as string[]) is not null;

    private static bool AsBoolean(object data, out bool value)
    {
        value = data is true;
        return data is bool;
    }
}
