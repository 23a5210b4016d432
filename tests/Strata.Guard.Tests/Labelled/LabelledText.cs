namespace Strata.Guard.Tests.Labelled;

/// <summary>A made-up text and what a detector should find in it.</summary>
internal sealed record LabelledText(string Text, IReadOnlyList<(int Start, int End, string Type)> Spans);
