namespace Strata.Traces.Columns;

/// <summary>Columns of numbers. The order is that of the file: append only.</summary>
internal enum Figure
{
    /// <summary>Nanoseconds since 1970; in a cube the begin of the cell's stretch.</summary>
    Start,

    /// <summary>Nanoseconds.</summary>
    Duration,

    /// <summary>Nanoseconds and one; 0 is "not stated".</summary>
    FirstToken,
    Input,
    CachedInput,
    CacheWrite,
    CacheWriteLong,
    AudioInput,
    ImageInput,
    Output,
    Reasoning,
    AudioOutput,
    ImageOutput,
    ToolCalls,

    /// <summary>Billionths of a dollar; <see cref="Facts.Priced"/> says whether there is a price.</summary>
    Cost,

    /// <summary>Small facts in one number, see <see cref="Columns.Facts"/>.</summary>
    Facts,
    Flags,
    Span,
    Parent,
}
