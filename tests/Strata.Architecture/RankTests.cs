namespace Strata.Architecture;

public sealed class RankTests
{
    [Fact]
    public void Every_project_has_a_rank_and_every_rank_a_project() =>
        Assert.Equal(RankTable.Ranks.Keys.Order(StringComparer.Ordinal), Repository.Projects.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void A_project_file_names_only_lower_ranks(string project)
    {
        var upward = Repository.References(project, "ProjectReference")
            .Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))
            .Where(p => RankTable.Ranks[p] >= RankTable.Ranks[project]);
        Assert.Empty(upward);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void An_assembly_references_only_lower_ranks(string project)
    {
        var upward = Repository.Assembly(project).GetReferencedAssemblies()
            .Where(a => RankTable.Ranks.TryGetValue(a.Name!, out var rank) && rank >= RankTable.Ranks[project])
            .Select(a => a.Name);
        Assert.Empty(upward);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void A_declared_reference_is_used(string project)
    {
        if (project == "Strata.Server")
        {
            return; // it joins modules through their doors, some of which only the container touches
        }

        var used = Repository.Assembly(project).GetReferencedAssemblies().Select(a => a.Name).ToHashSet();
        var unused = Repository.References(project, "ProjectReference")
            .Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))
            .Where(p => !used.Contains(p));
        Assert.Empty(unused);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void Libraries_below_the_edge_carry_no_web_server(string project)
    {
        if (RankTable.WithoutWeb.Contains(project))
        {
            Assert.Empty(Repository.References(project, "FrameworkReference"));
        }
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void Core_and_Numerics_stay_without_packages(string project)
    {
        if (RankTable.OnlyPackages.TryGetValue(project, out var allowed))
        {
            Assert.DoesNotContain(Repository.References(project, "PackageReference"), p => !allowed.Contains(p));
        }
    }
}
