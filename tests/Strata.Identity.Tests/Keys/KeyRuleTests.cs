using System.Net;
using Strata.Core.Results;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;

namespace Strata.Identity.Tests.Keys;

public sealed class KeyRuleTests
{
    private static CancellationToken Token => IdentityFixture.Token;

    [Fact]
    public async Task A_rotated_key_keeps_its_id_and_both_secrets_for_the_overlap()
    {
        await using var all = await IdentityFixture.OpenAsync();
        var made = (await all.Keys.CreateAsync(all.Owner, new KeyDraft { Name = "app" }, Token)).Value;
        var rotated = (await all.Keys.RotateAsync(all.Owner, made.Key.Id, TimeSpan.FromHours(1), Token)).Value;
        Assert.Equal(made.Key.Id, rotated.Key.Id);
        Assert.NotEqual(made.Secret, rotated.Secret);
        Assert.True(all.Keys.Authenticate(made.Secret).IsOk);
        Assert.Equal(made.Key.Id, all.Keys.Authenticate(rotated.Secret).Value.KeyId);
        all.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("rotation", all.Keys.Authenticate(made.Secret).Problem.Message);
        Assert.True(all.Keys.Authenticate(rotated.Secret).IsOk);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:db9::1", false)]
    [InlineData(null, false)]
    public async Task A_key_with_ranges_holds_nowhere_else(string? address, bool holds)
    {
        await using var all = await IdentityFixture.OpenAsync();
        var ranges = new[] { "10.1.2.3/8", "192.0.2.7", "2001:db8::/32" }.Select(r => IpRange.Parse(r).Value).ToArray();
        var made = (await all.Keys.CreateAsync(all.Owner, new KeyDraft { Name = "app", Ranges = ranges }, Token)).Value;
        Assert.Equal(holds, all.Keys.Authenticate(made.Secret, address is null ? null : IPAddress.Parse(address)).IsOk);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("::/129")]
    [InlineData("everywhere")]
    [InlineData("10.0.0.0/-1")]
    public void What_is_no_range_is_refused(string text) => Assert.Equal("ip_ranges", IpRange.Parse(text).Problem.Field);

    [Fact]
    public async Task The_keys_of_a_team_that_is_put_away_and_of_a_locked_person_hold_no_more()
    {
        await using var all = await IdentityFixture.OpenAsync();
        var team = (await all.Directory.CreateTeamAsync(all.Owner, "Search", Token)).Value;
        var person = (await all.Directory.PutUserAsync(all.Owner, new User { Id = "", Organization = "", Name = "Ada" }, Token)).Value;
        var ofTeam = (await all.Keys.CreateAsync(all.Owner, new KeyDraft { Name = "a", Team = team.Id }, Token)).Value;
        var ofPerson = (await all.Keys.CreateAsync(all.Owner, new KeyDraft { Name = "b", User = person.Id }, Token)).Value;
        Assert.Equal(team.Id, all.Keys.Authenticate(ofTeam.Secret).Value.Project);
        Assert.Equal(person.Id, all.Keys.Authenticate(ofPerson.Secret).Value.User);
        await all.Directory.ChangeTeamAsync(all.Owner, team.Id, null, archived: true, Token);
        await all.Directory.PutUserAsync(all.Owner, person with { DisabledAt = all.Time.GetUtcNow() }, Token);
        Assert.Contains("locked", all.Keys.Authenticate(ofTeam.Secret).Problem.Message);
        Assert.Contains("locked", all.Keys.Authenticate(ofPerson.Secret).Problem.Message);
    }

    [Fact]
    public async Task Another_organisation_sees_and_changes_nothing()
    {
        await using var all = await IdentityFixture.OpenAsync();
        var other = (await all.Directory.CreateOrganizationAsync(all.Owner, "Other", Token)).Value;
        var stranger = all.Owner with { Organization = other.Id, Project = all.Directory.Current.Teams(other.Id)[0].Id };
        Assert.Equal(ProblemCode.NotFound, (await all.Keys.RevokeAsync(stranger, all.Owner.KeyId, Token)).Problem.Code);
        Assert.Equal(ProblemCode.NotFound, (await all.Keys.RotateAsync(stranger, all.Owner.KeyId, TimeSpan.Zero, Token)).Problem.Code);
        Assert.Equal(ProblemCode.NotFound, (await all.Keys.CreateAsync(stranger, new KeyDraft { Name = "x", Team = all.Owner.Project }, Token)).Problem.Code);
        Assert.Empty(all.Keys.ListAll(other.Id));
        Assert.Empty(all.Directory.Current.Users(other.Id));
        Assert.Null(all.Directory.Current.Team(other.Id, all.Owner.Project));
        Assert.Empty(await all.Audit.ListAsync(other.Id, long.MaxValue, null, 10, Token));
    }
}
