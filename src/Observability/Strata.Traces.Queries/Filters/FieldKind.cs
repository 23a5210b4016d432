namespace Strata.Traces.Queries.Filters;

/// <summary>What a field of the filter language is, which says how its values are written.</summary>
internal enum FieldKind
{
    /// <summary>A column of repeated texts.</summary>
    Label,

    /// <summary>A tag among several.</summary>
    Tag,

    /// <summary>A length of time, <c>250ms</c>, <c>2s</c>.</summary>
    Duration,

    /// <summary>An amount in dollars.</summary>
    Money,

    /// <summary>A count, <c>1200</c> or <c>1.2k</c>.</summary>
    Count,

    /// <summary>Yes or no: stands alone, or is compared with true or false.</summary>
    Flag,

    /// <summary>A word of a few.</summary>
    Word,

    /// <summary>A hexadecimal id.</summary>
    Id,

    /// <summary>A moment, ISO 8601.</summary>
    Moment,

    /// <summary>Text of messages.</summary>
    Text,

    /// <summary>An attribute of span, resource or scope.</summary>
    Attribute,

    /// <summary>A score hung on the span or its trace.</summary>
    Score,
}
