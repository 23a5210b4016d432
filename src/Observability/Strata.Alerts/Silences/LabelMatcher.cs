using Strata.Core.Results;

namespace Strata.Alerts.Silences;

/// <summary>A test of one label: <c>name=value</c>, <c>name!=value</c>, or with <c>*</c> at the value's end for what begins so.</summary>
/// <param name="Name">The label.</param>
/// <param name="Value">The value, without the star.</param>
/// <param name="IsPrefix">Whether the value is a beginning.</param>
/// <param name="IsNot">Whether the test is turned round.</param>
public sealed record LabelMatcher(string Name, string Value, bool IsPrefix, bool IsNot)
{
    /// <summary>Reads a test.</summary>
    public static Result<LabelMatcher> Read(string? text)
    {
        var at = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        if (text is null || at <= 0 || text.Length > 300 || text.Any(char.IsControl))
        {
            return Problem.Invalid($"'{text}' is no matcher. Write name=value, name!=value, or name=begin*.", "matchers");
        }

        var isNot = text[at - 1] == '!';
        var name = text[..(isNot ? at - 1 : at)].Trim();
        var value = text[(at + 1)..].Trim();
        var isPrefix = value.EndsWith('*');
        return name.Length == 0 ? Problem.Invalid($"'{text}' names no label.", "matchers") : new LabelMatcher(name, isPrefix ? value[..^1] : value, isPrefix, isNot);
    }

    /// <summary>Whether an alert's labels pass.</summary>
    public bool Passes(IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(Name, "");
        return (IsPrefix ? value.StartsWith(Value, StringComparison.Ordinal) : value == Value) != IsNot;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(IsNot ? "!=" : "=")}{Value}{(IsPrefix ? "*" : "")}";
}
