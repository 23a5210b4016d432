namespace Strata.Traces.Storage;

/// <summary>Is told what an operator should know. The store goes on in each case.</summary>
public interface ITraceWatch
{
    /// <summary>A file or record is damaged; what it held is left out.</summary>
    void Damaged(string what);

    /// <summary>The disk refused; the spans stay in memory and in the log, and the work is tried again.</summary>
    void Failed(string what, Exception failure);
}
