namespace Strata.Dialects.Wire;

/// <summary>Reads the events of one passing stream. Not thread-safe.</summary>
public interface IWireStream
{
    /// <summary>Looks at one event.</summary>
    /// <param name="name">The event's name; empty where the framing has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="capture">Takes the answer's text; null where it is not kept.</param>
    WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture);
}
