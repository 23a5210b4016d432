namespace Strata.Cli.Imports;

/// <summary>Secrets of another gateway's file. One that is spelled out is not written again: it becomes a variable, and a note says which.</summary>
internal static class ImportedSecret
{
    private const string Reference = "os.environ/";

    /// <summary>The reference to put into our file; null where none was given.</summary>
    public static string? Of(string? value, string wish, GatewayDraft draft)
    {
        if (value is null)
        {
            return null;
        }

        if (value.StartsWith(Reference, StringComparison.Ordinal) && value.Length > Reference.Length)
        {
            return $"${{{Variable(value[Reference.Length..])}}}";
        }

        var name = Variable(wish);
        draft.Note($"A secret is spelled out in the file and is not repeated here: put it into the environment as {name}.");
        return $"${{{name}}}";
    }

    /// <summary>Plain values may be references too.</summary>
    public static string? Plain(string? value) =>
        value is null ? null
        : value.StartsWith(Reference, StringComparison.Ordinal) && value.Length > Reference.Length ? $"${{{Variable(value[Reference.Length..])}}}"
        : value.Replace("${", "$${", StringComparison.Ordinal);

    private static string Variable(string wish)
    {
        var name = new string([.. wish.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_').Take(80)]);
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"KEY_{name}" : name;
    }
}
