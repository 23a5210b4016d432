namespace Strata.Models.Gguf;

/// <summary>What stands before the data section of one file. Offsets of tensors are already counted from the start of the file.</summary>
/// <param name="Version">2 or 3.</param>
/// <param name="Metadata">The metadata.</param>
/// <param name="Tensors">The tensors in file order.</param>
/// <param name="DataOffset">First byte of the data section.</param>
internal sealed record GgufHeader(uint Version, GgufMetadata Metadata, List<GgufTensor> Tensors, long DataOffset);
