using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>The files of a split model, and whether they belong together.</summary>
internal static class GgufSplits
{
    /// <summary>All paths of the model whose first file is <paramref name="path"/>, that one first.</summary>
    public static Result<IReadOnlyList<string>> Of(string path, GgufMetadata metadata, GgufLimits limits)
    {
        if (!metadata.Int32Or(GgufLayout.SplitCountKey, 1, 0, limits.SplitsMax).Try(out var count, out var problem)
            || !metadata.Int32Or(GgufLayout.SplitNumberKey, 0, 0, limits.SplitsMax).Try(out var number, out problem))
        {
            return problem;
        }

        if (count <= 1)
        {
            return new[] { path };
        }

        var ending = GgufLayout.SplitName("", number, count);
        if (!path.EndsWith(ending, StringComparison.Ordinal))
        {
            return Problem.Corrupt($"'{path}' is number {number + 1} of {count} files, so its name must end in '{ending}'.", GgufLayout.SplitCountKey);
        }

        var prefix = path[..^ending.Length];
        return number == 0
            ? Enumerable.Range(0, count).Select(i => GgufLayout.SplitName(prefix, i, count)).ToArray()
            : Problem.Invalid($"'{path}' is number {number + 1} of {count} files; open the first, '{GgufLayout.SplitName(prefix, 0, count)}'.");
    }

    /// <summary>Whether a further file says that it is the one expected.</summary>
    public static Problem? Check(string path, GgufMetadata metadata, int number, int count)
    {
        var fits = metadata.Int32Or(GgufLayout.SplitNumberKey, -1) is { IsOk: true } stated && stated.Value == number
            && metadata.Int32Or(GgufLayout.SplitCountKey, -1) is { IsOk: true } all && all.Value == count;
        return fits ? null : Problem.Corrupt($"'{path}' does not say that it is number {number + 1} of {count} files.", GgufLayout.SplitNumberKey);
    }

    /// <summary>Whether names are unique over all files and their number is as stated.</summary>
    public static Problem? CheckTensors(string path, List<GgufHeader> headers)
    {
        var names = new HashSet<string>();
        var twice = headers.SelectMany(header => header.Tensors).FirstOrDefault(tensor => !names.Add(tensor.Name));
        if (twice is not null)
        {
            return Problem.Corrupt($"{path}: the tensor '{twice.Name}' stands in two files.", twice.Name);
        }

        if (!headers[0].Metadata.Int32Or(GgufLayout.SplitTensorsKey, names.Count).Try(out var stated, out var problem))
        {
            return problem;
        }

        return stated == names.Count
            ? null
            : Problem.Corrupt($"{path}: '{GgufLayout.SplitTensorsKey}' is {stated}, and the files have {names.Count}.", GgufLayout.SplitTensorsKey);
    }
}
