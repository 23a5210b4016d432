using Strata.Core.Limits;

namespace Strata.Models.Gguf;

/// <summary>Bounds of the reader: what a hostile file can make it hold. Tensor data is mapped, never copied here.</summary>
public sealed record GgufLimits
{
    /// <summary>The bounds used where none are given.</summary>
    public static GgufLimits Default { get; } = new();

    /// <summary>Memory that metadata may take.</summary>
    public long MetadataBytesMax { get; init; } = 512L << 20;

    /// <summary>Metadata keys of a file.</summary>
    public int KeysMax { get; init; } = 65_536;

    /// <summary>Tensors of a file.</summary>
    public int TensorsMax { get; init; } = 65_536;

    /// <summary>Bytes of a key.</summary>
    public int KeyBytesMax { get; init; } = 65_535;

    /// <summary>Bytes of a tensor's name.</summary>
    public int TensorNameBytesMax { get; init; } = 63;

    /// <summary>Bytes of one string.</summary>
    public int StringBytesMax { get; init; } = 64 << 20;

    /// <summary>Arrays within arrays.</summary>
    public int ArrayDepthMax { get; init; } = 4;

    /// <summary>Files of a split model.</summary>
    public int SplitsMax { get; init; } = 1024;

    /// <summary>The bounds as rows.</summary>
    public IReadOnlyList<Limit> List() =>
    [
        new("gguf metadata", MetadataBytesMax, "bytes", "the file is refused"),
        new("gguf keys", KeysMax, "keys", "the file is refused"),
        new("gguf tensors", TensorsMax, "tensors", "the file is refused"),
        new("gguf string", StringBytesMax, "bytes", "the file is refused"),
        new("gguf array depth", ArrayDepthMax, "levels", "the file is refused"),
        new("gguf splits", SplitsMax, "files", "the file is refused"),
    ];
}
