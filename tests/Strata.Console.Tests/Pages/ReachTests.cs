using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Console.Data;
using Strata.Console.Sources;
using Strata.Console.Tests.Support;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;

namespace Strata.Console.Tests.Pages;

public sealed class ReachTests
{
    [Theory]
    [InlineData(Role.Viewer, "*", "prj", null, null)]
    [InlineData(Role.Editor, "prj_other", "prj", null, null)]
    [InlineData(Role.Service, "*", "prj", null, "key")]
    [InlineData(Role.Admin, null, "prj", null, null)]
    [InlineData(Role.Admin, "prj", "prj", null, null)]
    [InlineData(Role.Admin, "prj_other", "prj_other", "org", null)]
    [InlineData(Role.Owner, "*", null, "org", null)]
    public void Only_administrators_look_past_their_team_and_never_past_their_organisation(Role role, string? team, string? project, string? organization, string? key) =>
        Assert.Equal(new Reach(project, organization, key) { Home = "org" }, Reach.Of(new Caller("org", "prj", "key", "k", role), team));

    [Fact]
    public void The_operator_is_an_owner_of_the_first_organisation()
    {
        Assert.True(Operator.Is(new Caller(KeyMigrations.DefaultOrganization, "prj", "key", "k", Role.Owner)));
        Assert.False(Operator.Is(new Caller(KeyMigrations.DefaultOrganization, "prj", "key", "k", Role.Admin)));
        Assert.False(Operator.Is(new Caller("org_other", "prj", "key", "k", Role.Owner)));
    }

    [Fact]
    public void Limits_of_other_teams_keys_and_organisations_are_not_shown()
    {
        var book = new BudgetBook(TimeProvider.System);
        LimitRule Rule(string id, NodeKind kind, string node, string organization = "org") =>
            new() { Id = id, Organization = organization, Scope = new LimitNode(kind, node), Unit = LimitUnit.Requests, Amount = 10 };
        Assert.True(book.SetRules("test",
        [
            Rule("own team", NodeKind.Team, ConsoleHost.Project), Rule("other team", NodeKind.Team, "prj_other"), Rule("own key", NodeKind.Key, "key_1"), Rule("other key", NodeKind.Key, "key_2"),
            Rule("tag", NodeKind.Tag, "a=b"), Rule("whole", NodeKind.Organization, "org"), Rule("foreign", NodeKind.Organization, "org_other", "org_other"),
        ]).IsOk);
        var keys = new FakeKeys();
        keys.Rows.AddRange([new KeyRow { Id = "key_1", Name = "one" }, new KeyRow { Id = "key_2", Name = "two", Team = "prj_other" }]);
        var desk = new BookBudgets(book, keys);
        Assert.Equal(["own key", "own team", "whole"], desk.List(new Caller("org", ConsoleHost.Project, "key_1", "k", Role.Viewer)).Select(v => v.Rule.Id));
        Assert.Equal(6, desk.List(new Caller("org", ConsoleHost.Project, "key_1", "k", Role.Admin)).Count);
        Assert.Equal(["own key", "own team", "whole"], desk.List(new Caller("org", ConsoleHost.Project, "key_1", "k", Role.Service)).Select(v => v.Rule.Id));
    }

    [Fact]
    public void The_time_of_an_id_is_read_from_it()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(ConsoleHost.Now.ToUnixTimeMilliseconds());
        var read = IdTime.Of(new Strata.Core.Identity.TimeOrderedIds(TimeProvider.System).Next("req"));
        Assert.InRange(read!.Value, now, now.AddMinutes(1));
        Assert.Null(IdTime.Of("req_short"));
        Assert.Null(IdTime.Of("req_" + new string('!', 26)));
        Assert.Null(IdTime.Of("req_" + new string('z', 26)));
    }
}
