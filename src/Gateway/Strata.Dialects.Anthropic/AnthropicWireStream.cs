using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads the events of one passing stream; its state is the usage, which the first event begins and later ones complete.</summary>
internal sealed class AnthropicWireStream : IWireStream
{
    private UsageCounts counts;

    /// <inheritdoc/>
    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture) =>
        data.IsEmpty ? default : AnswerScanner.Scan(data, ref counts, capture);
}
