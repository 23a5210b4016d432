namespace Strata.Guard.Sources;

/// <summary>Something found, in offsets of the whole text. <c>End</c> is −1 while its end has not arrived.</summary>
internal readonly record struct Match(GuardRule Rule, int Start, int End)
{
    public bool IsOpen => End < 0;
}
