using Dapper;
using Strata.Identity.Audit;
using Strata.Identity.Keys;

namespace Strata.Identity.Tests.Audit;

public sealed class AuditLogTests
{
    private static CancellationToken Token => IdentityFixture.Token;

    [Fact]
    public async Task Every_change_is_a_link_and_the_chain_is_whole()
    {
        await using var all = await IdentityFixture.OpenAsync();
        var made = (await all.Keys.CreateAsync(all.Owner, new KeyDraft { Name = "app" }, Token)).Value;
        await all.Keys.RevokeAsync(all.Owner, made.Key.Id, Token);
        await all.Directory.CreateTeamAsync(all.Owner, "Search", Token);
        Assert.Equal(["team.create", "key.revoke", "key.create", "key.first"], (await all.Audit.ListAsync(all.Owner.Organization, long.MaxValue, null, 10, Token)).Select(l => l.Action));
        var verdict = await all.Audit.VerifyAsync(Token);
        Assert.True(verdict.IsWhole, verdict.Reason);
        Assert.Equal(4, verdict.Links);
    }

    [Theory]
    [InlineData("UPDATE audit_log SET actor_name = 'someone else' WHERE number = 2", 2)]
    [InlineData("UPDATE audit_log SET at_ms = at_ms + 1 WHERE number = 3", 3)]
    [InlineData("DELETE FROM audit_log WHERE number = 2", 2)]
    [InlineData("DELETE FROM audit_log WHERE number = 4", 4)]
    [InlineData("UPDATE audit_head SET hash = 'x' WHERE id = 1", 4)]
    public async Task What_was_changed_behind_it_is_found(string sql, long broken)
    {
        await using var all = await IdentityFixture.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await all.Audit.AppendAsync(all.Owner, new AuditEntry("test.do", $"thing {i}"), Token);
        }

        await all.Storage.Database.WriteAsync(async (connection, transaction, _) => await connection.ExecuteAsync(sql, transaction: transaction), Token);
        Assert.Equal(broken, (await all.Audit.VerifyAsync(Token)).Broken);
    }

    [Fact]
    public async Task Writers_at_the_same_time_make_one_chain()
    {
        await using var all = await IdentityFixture.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => all.Audit.AppendAsync(all.Owner, new AuditEntry("test.do", $"{i}"), Token).AsTask()));
        Assert.Equal(new AuditVerdict(41, null, ""), await all.Audit.VerifyAsync(Token));
    }
}
