namespace Strata.Ledger.Export;

/// <summary>What a column of an export holds.</summary>
internal enum ExportKind
{
    Text,

    /// <summary>A 64-bit whole number.</summary>
    Number,

    /// <summary>A time in UTC, microseconds since 1970.</summary>
    Time,
}
