namespace Strata.Guard.Sources;

/// <summary>A rule as the scanner needs it.</summary>
internal sealed record GuardRule(string Detector, GuardAction Action)
{
    public string Placeholder { get; } = $"[{Detector}]";
}
