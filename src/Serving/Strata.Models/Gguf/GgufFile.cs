using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>
/// A model file, mapped for reading, with all its splits. Metadata is held in memory; tensor data stays in the mapping
/// and may be read only while the file is open. See <see cref="GgufLayout"/> for the bytes.
/// </summary>
public sealed unsafe class GgufFile : IDisposable
{
    private readonly IReadOnlyList<GgufMapping> mappings;
    private readonly Dictionary<string, GgufTensor> byName;

    private GgufFile(string path, IReadOnlyList<GgufMapping> mappings, IReadOnlyList<GgufHeader> headers)
    {
        Path = path;
        this.mappings = mappings;
        Version = headers[0].Version;
        Metadata = headers[0].Metadata;
        Tensors = [.. headers.SelectMany(header => header.Tensors)];
        byName = Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>The first file.</summary>
    public string Path { get; }

    /// <summary>The format's version, 2 or 3.</summary>
    public uint Version { get; }

    /// <summary>The model's metadata.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors of all splits.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Bytes of all files.</summary>
    public long SizeBytes => mappings.Sum(mapping => mapping.Length);

    /// <summary>Number of weights.</summary>
    public long Parameters => Tensors.Sum(tensor => tensor.Elements);

    /// <summary>Opens a file, and the others of a split model beside it.</summary>
    /// <returns>The file; <see cref="ProblemCode.NotFound"/>, <see cref="ProblemCode.CorruptData"/> or <see cref="ProblemCode.TooLarge"/>.</returns>
    public static Result<GgufFile> Open(string path) => Open(path, GgufLimits.Default);

    /// <summary>Opens a file under other limits.</summary>
    public static Result<GgufFile> Open(string path, GgufLimits limits)
    {
        var mappings = new List<GgufMapping>();
        var problem = OpenAll(path, limits, mappings, out var headers);
        if (problem is null)
        {
            return new GgufFile(path, mappings, headers);
        }

        mappings.ForEach(mapping => mapping.Dispose());
        return problem;
    }

    /// <summary>A tensor by name, or null.</summary>
    public GgufTensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The bytes of some rows of a tensor. Valid while the file is open.</summary>
    public ReadOnlySpan<byte> Rows(GgufTensor tensor, long first, long count)
    {
        var rowBytes = tensor.SizeBytes / tensor.Rows;
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, tensor.Rows - first);
        return new ReadOnlySpan<byte>(mappings[tensor.FileIndex].Start + tensor.Offset + (first * rowBytes), checked((int)(count * rowBytes)));
    }

    /// <summary>All bytes of a tensor below 2 GiB; a larger one is read by <see cref="Rows"/>.</summary>
    public ReadOnlySpan<byte> Bytes(GgufTensor tensor) => Rows(tensor, 0, tensor.Rows);

    /// <summary>The address of a tensor's first byte. Valid while the file is open.</summary>
    public nint Address(GgufTensor tensor) => (nint)(mappings[tensor.FileIndex].Start + tensor.Offset);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mapping in mappings)
        {
            mapping.Dispose();
        }
    }

    private static Problem? OpenAll(string path, GgufLimits limits, List<GgufMapping> mappings, out List<GgufHeader> headers)
    {
        headers = [];
        if (!OpenOne(path, limits, mappings).Try(out var first, out var problem)
            || !GgufSplits.Of(path, first.Metadata, limits).Try(out var paths, out problem))
        {
            return problem;
        }

        headers.Add(first);
        foreach (var (next, number) in paths.Skip(1).Select((next, i) => (next, i + 1)))
        {
            if (!OpenOne(next, limits, mappings).Try(out var header, out problem))
            {
                return problem;
            }

            headers.Add(header);
            if ((problem = GgufSplits.Check(next, header.Metadata, number, paths.Count)) is not null)
            {
                return problem;
            }
        }

        return GgufSplits.CheckTensors(path, headers);
    }

    private static Result<GgufHeader> OpenOne(string path, GgufLimits limits, List<GgufMapping> mappings)
    {
        if (!GgufMapping.Open(path).Try(out var mapping, out var problem))
        {
            return problem;
        }

        mappings.Add(mapping);
        var header = GgufHeaderReader.Read(mapping.Start, mapping.Length, mappings.Count - 1, limits);
        return header.IsOk ? header : header.Problem with { Message = $"{path}: {header.Problem.Message}" };
    }
}
