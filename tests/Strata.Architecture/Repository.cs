using System.Reflection;
using System.Xml.Linq;

namespace Strata.Architecture;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static bool Accept { get; } = Environment.GetEnvironmentVariable("STRATA_ACCEPT") == "1";

    /// <summary>Project files below src, by project name.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } =
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => p);

    public static TheoryData<string> ProjectNames => [.. Projects.Keys.Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Projects[project])!, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(Projects[project]).Descendants(element).Select(e => (string)e.Attribute("Include")!);

    public static Assembly Assembly(string project) => System.Reflection.Assembly.Load(project);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Strata.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run inside a checkout: Strata.slnx was not found above " + AppContext.BaseDirectory);
    }
}
