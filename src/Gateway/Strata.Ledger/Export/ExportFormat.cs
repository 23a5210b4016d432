namespace Strata.Ledger.Export;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    /// <summary>Every column of a row as CSV (RFC 4180, UTF-8, a head line).</summary>
    Csv,

    /// <summary>The same columns as an Apache Parquet file, plain and uncompressed.</summary>
    Parquet,

    /// <summary>The columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification) as CSV.</summary>
    FocusCsv,

    /// <summary>The columns of FOCUS 1.2 as an Apache Parquet file.</summary>
    FocusParquet,
}
