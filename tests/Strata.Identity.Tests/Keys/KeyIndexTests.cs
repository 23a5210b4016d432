using System.Globalization;
using Strata.Identity.Keys;

namespace Strata.Identity.Tests.Keys;

public sealed class KeyIndexTests
{
    /// <summary>As many as STRATA_KEYS says (300): ten thousand take the same for each.</summary>
    [Fact]
    public async Task Making_a_key_costs_the_same_however_many_there_are()
    {
        var many = int.TryParse(Environment.GetEnvironmentVariable("STRATA_KEYS"), CultureInfo.InvariantCulture, out var given) ? given : 300;
        await using var fixture = await IdentityFixture.OpenAsync();
        var (seen, began) = (new List<string>(), TimeProvider.System.GetTimestamp());
        fixture.Keys.ChangingOne += (key, before) => seen.Add(before is null ? key.Id : "known before");
        var before = fixture.Keys.RowsRead;
        var secrets = new List<string>(many);
        for (var i = 0; i < many; i++)
        {
            secrets.Add((await fixture.Keys.CreateAsync(fixture.Owner, new KeyDraft { Name = $"k{i}" }, IdentityFixture.Token)).Value.Secret);
        }

        TestContext.Current.SendDiagnosticMessage($"{many} keys in {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:F0} ms");
        Assert.Equal((many, many + 1, many), (fixture.Keys.RowsRead - before, fixture.Keys.Count, seen.Distinct().Count()));
        Assert.All(secrets, s => Assert.True(fixture.Keys.Authenticate(s).IsOk));
        await fixture.Keys.ReloadAsync(IdentityFixture.Token);
        Assert.Equal(many + 1, fixture.Keys.All.Count());
        Assert.All(secrets, s => Assert.True(fixture.Keys.Authenticate(s).IsOk));
    }

    [Fact]
    public async Task A_changed_key_takes_the_place_of_what_was_known_and_replaced_secrets_hold_no_more()
    {
        await using var fixture = await IdentityFixture.OpenAsync();
        var first = (await fixture.Keys.CreateAsync(fixture.Owner, new KeyDraft { Name = "app" }, IdentityFixture.Token)).Value;
        var second = (await fixture.Keys.RotateAsync(fixture.Owner, first.Key.Id, TimeSpan.FromHours(1), IdentityFixture.Token)).Value;
        Assert.True(fixture.Keys.Authenticate(first.Secret).IsOk);
        var third = (await fixture.Keys.RotateAsync(fixture.Owner, first.Key.Id, TimeSpan.FromHours(1), IdentityFixture.Token)).Value;
        Assert.False(fixture.Keys.Authenticate(first.Secret).IsOk);
        Assert.True(fixture.Keys.Authenticate(second.Secret).IsOk);
        await fixture.Keys.UpdateAsync(fixture.Owner, first.Key.Id, k => k with { Name = "renamed", Scopes = ["models"] }, IdentityFixture.Token);
        Assert.Equal("renamed", fixture.Keys.Authenticate(third.Secret).Value.KeyName);
        await fixture.Keys.RevokeAsync(fixture.Owner, first.Key.Id, IdentityFixture.Token);
        Assert.All(new[] { second.Secret, third.Secret }, s => Assert.False(fixture.Keys.Authenticate(s).IsOk));
        Assert.Equal(2, fixture.Keys.Count);
    }

    [Fact]
    public async Task Callers_are_let_in_while_keys_change_beside_them()
    {
        await using var fixture = await IdentityFixture.OpenAsync();
        var steady = (await fixture.Keys.CreateAsync(fixture.Owner, new KeyDraft { Name = "steady" }, IdentityFixture.Token)).Value;
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.True(fixture.Keys.Authenticate(steady.Secret).IsOk);
                begun.TrySetResult();
            }
        });
        await Task.WhenAny(begun.Task, asking);
        for (var i = 0; i < 50; i++)
        {
            await fixture.Keys.CreateAsync(fixture.Owner, new KeyDraft { Name = $"k{i}" }, IdentityFixture.Token);
            await fixture.Keys.UpdateAsync(fixture.Owner, steady.Key.Id, k => k with { Name = $"steady {i}" }, IdentityFixture.Token);
        }

        await stop.CancelAsync();
        await asking;
    }
}
