namespace Strata.Templates.Operations;

/// <summary>A parsed format: what <c>%05.2f</c> and <c>{:&gt;+8,.3e}</c> say about width, sign and digits.</summary>
internal sealed record NumberStyle
{
    public char Fill { get; init; } = ' ';

    /// <summary>One of <c>&lt; &gt; ^ =</c>, or null for the type's own.</summary>
    public char? Align { get; init; }

    /// <summary>One of <c>- + space</c>.</summary>
    public char Sign { get; init; } = '-';

    public bool Alternate { get; init; }

    /// <summary><c>,</c> or <c>_</c> between groups of digits.</summary>
    public char? Grouping { get; init; }

    public int Width { get; init; }

    public int? Precision { get; init; }

    /// <summary>The conversion letter, or null.</summary>
    public char? Type { get; init; }
}
