using Strata.Otlp.Export;

namespace Strata.Traces.Api.Export;

/// <summary>Who may read spans may take them with them.</summary>
internal sealed class NoMask : ITextMask
{
    public static readonly NoMask Instance = new();

    public bool KeepsMessages => true;

    public bool Keeps(ReadOnlySpan<byte> key) => true;

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> text) => text;
}
