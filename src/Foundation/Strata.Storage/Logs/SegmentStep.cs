namespace Strata.Storage.Logs;

/// <summary>What a reader found at its place.</summary>
internal enum SegmentStep
{
    /// <summary>A whole record.</summary>
    Record,

    /// <summary>The end, exactly behind a record.</summary>
    End,

    /// <summary>Bytes that are not the next record.</summary>
    Damaged,
}
