using System.Text.RegularExpressions;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>Replaces <c>${NAME}</c> and <c>${NAME:-instead}</c> in every scalar; <c>$${</c> stays as <c>${</c>.</summary>
internal sealed partial class EnvironmentReferences(IReadOnlyDictionary<string, string> environment, List<ConfigFinding> findings)
{
    public void Replace(ConfigTree tree, string path = "")
    {
        if (tree.Scalar is { } text && text.Contains("${", StringComparison.Ordinal))
        {
            tree.Scalar = Reference().Replace(text, match => Value(match, path, tree.Origin));
        }

        foreach (var (name, member) in tree.Members ?? [])
        {
            Replace(member, path.Length == 0 ? name : $"{path}.{name}");
        }

        for (var i = 0; i < (tree.Items?.Count ?? 0); i++)
        {
            Replace(tree.Items![i], $"{path}[{i}]");
        }
    }

    private string Value(Match match, string path, string origin)
    {
        if (match.ValueSpan[0] == '$' && match.ValueSpan[1] == '$')
        {
            return "${";
        }

        var name = match.Groups["name"].Value;
        if (name.Length == 0)
        {
            findings.Add(new(path, origin, "holds '${' without a name and '}'.", "Write ${NAME}, ${NAME:-instead}, or $${ for the two characters themselves.", IsError: true));
            return "";
        }

        if (environment.TryGetValue(name, out var value) && (value.Length > 0 || !match.Groups["instead"].Success))
        {
            return value;
        }

        if (match.Groups["instead"].Success)
        {
            return match.Groups["instead"].Value;
        }

        findings.Add(new(path, origin, $"takes its value from the environment, but {name} is not set.", $"Set {name}, or write ${{{name}:-instead}}.", IsError: true));
        return "";
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<instead>[^}]*))?\})?", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
