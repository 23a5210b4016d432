using System.Text;

namespace Strata.Models.Store;

/// <summary>Names of models: one folder name each, the same on every file system.</summary>
public static class ModelName
{
    private const int LengthMax = 128;

    /// <summary>Whether a text can name a model: lower-case letters, digits and <c>. _ -</c>, beginning with a letter or digit.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= LengthMax
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '-');
    }

    /// <summary>The name for a model file: its own, in lower case, without extension and part numbers.</summary>
    public static string FromFile(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var stem = Path.GetFileName(fileName);
        stem = stem.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? stem[..^5] : stem;
        var part = stem.IndexOf("-00001-of-", StringComparison.Ordinal);
        var name = new StringBuilder();
        foreach (var character in (part > 0 ? stem[..part] : stem).ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(character) || character == '_' ? character : '-');
        }

        var trimmed = name.ToString().Trim('-', '_');
        return trimmed.Length == 0 ? "model" : trimmed[..Math.Min(trimmed.Length, LengthMax)];
    }
}
