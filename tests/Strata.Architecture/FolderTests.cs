using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strata.Architecture;

public sealed class FolderTests
{
    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void Folders_of_a_project_use_each_other_one_way(string project)
    {
        var cycles = FolderGraph.Of(project).Cycles();
        Assert.True(cycles.Count == 0, string.Join("\n\n", cycles));
    }

    [Fact]
    public void The_graph_sees_what_names_are_bound_to() =>
        Assert.Contains("Strata.Gateway.Routing", FolderGraph.Of("Strata.Gateway").Edges["Strata.Gateway.Attempts"].Keys);

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void A_namespace_is_its_folder(string project)
    {
        var home = Path.GetDirectoryName(Repository.Projects[project])!;
        var wrong = Repository.Sources(project)
            .Select(p => (Path: p, Declared: CSharpSyntaxTree.ParseText(File.ReadAllText(p)).GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()))
            .Where(f => f.Declared is not null && f.Declared != Expected(project, home, f.Path))
            .Select(f => $"{Path.GetRelativePath(Repository.Root, f.Path)}: {f.Declared}");
        Assert.Empty(wrong);
    }

    private static string Expected(string project, string home, string path)
    {
        var folder = Path.GetRelativePath(home, Path.GetDirectoryName(path)!);
        return folder == "." ? project : project + "." + folder.Replace(Path.DirectorySeparatorChar, '.');
    }
}
