using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Console.Tests.Support;

/// <summary>Keys in a list, all of one organisation and one project but for those that name another team.</summary>
internal sealed class FakeKeys : IKeyDesk
{
    public List<KeyRow> Rows { get; } = [];

    public IReadOnlyList<KeyRow> List(string project) => project == ConsoleHost.Project ? [.. Rows.Where(k => k.Team.Length == 0 || k.Team == project)] : [];

    public IReadOnlyList<KeyRow> ListAll(string organization) => organization == "org" ? Rows : [];

    public ValueTask<Result<NewKey>> RotateAsync(Caller by, string id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var at = Rows.FindIndex(k => k.Id == id);
        if (at < 0)
        {
            return new(Problem.NotFound("There is no such key.", "id"));
        }

        Rows[at] = Rows[at] with { OldSecretUntil = ConsoleHost.Now + overlap, Hint = "n3w1" };
        return new(new NewKey(Rows[at], "sk-strata-rotated-once"));
    }

    public ValueTask<Result<NewKey>> CreateAsync(Caller by, KeyWish wish, CancellationToken cancellationToken)
    {
        if (wish.Name.Length == 0)
        {
            return new(Problem.Invalid("A key's name has 1 to 100 characters.", "name"));
        }

        var row = new KeyRow { Id = $"key_{Rows.Count:x26}", Name = wish.Name, Role = wish.Role, Hint = "9f3a", RequestsPerMinute = wish.RequestsPerMinute, CreatedAt = ConsoleHost.Now,
            ExpiresAt = wish.ExpiresAt, Team = wish.Team ?? by.Project, Models = wish.Models };
        Rows.Add(row);
        return new(new NewKey(row, "sk-strata-shown-once-" + Rows.Count));
    }

    public ValueTask<Result<KeyRow>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken)
    {
        var at = Rows.FindIndex(k => k.Id == id);
        if (at < 0)
        {
            return new(Problem.NotFound("There is no such key.", "id"));
        }

        Rows[at] = Rows[at] with { RevokedAt = ConsoleHost.Now };
        return new(Rows[at]);
    }
}
