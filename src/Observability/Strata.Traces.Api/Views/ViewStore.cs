using Dapper;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Core.Tenancy;

namespace Strata.Traces.Api.Views;

/// <summary>Saved views: everybody has their own within a project, and sees those that others share. Editors change shared ones.</summary>
public sealed class ViewStore(IDatabase database, IIdSource ids, TimeProvider time)
{
    /// <summary>Views of an owner in a project at most.</summary>
    public const int ViewsMax = 200;

    private const string Columns = "id AS Id, owner AS Owner, kind AS Kind, name AS Name, content AS Content, shared AS Shared, at_ms AS AtMs";
    private const string Mine = "organization = @Organization AND project = @Project AND (owner = @Owner OR shared <> 0)";

    /// <summary>Who a caller is to views: the user, or the key where it belongs to nobody in particular.</summary>
    public static string OwnerOf(Caller caller) => caller.User.Length > 0 ? caller.User : caller.KeyId;

    /// <summary>The views a caller sees, by name.</summary>
    public async ValueTask<IReadOnlyList<SavedView>> ListAsync(Caller caller, ViewKind? kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ViewRow>(new CommandDefinition(
            $"SELECT {Columns} FROM trace_views WHERE {Mine} {(kind is null ? "" : "AND kind = @Kind")} ORDER BY name, id LIMIT 1000", Parameters(caller, kind), cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToView())];
    }

    /// <summary>A view a caller sees; null where there is none.</summary>
    public async ValueTask<SavedView?> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QueryFirstOrDefaultAsync<ViewRow>(new CommandDefinition(
            $"SELECT {Columns} FROM trace_views WHERE {Mine} AND id = @Id", Parameters(caller, null, id), cancellationToken: cancellationToken));
        return row?.ToView();
    }

    /// <summary>Puts a new view down, or a changed one where it has an id.</summary>
    public async ValueTask<Result<SavedView>> PutAsync(Caller caller, SavedView view, CancellationToken cancellationToken)
    {
        if (Wrong(view) is { } wrong)
        {
            return wrong;
        }

        var before = view.Id.Length == 0 ? null : await FindAsync(caller, view.Id, cancellationToken);
        if (view.Id.Length > 0 && before is null)
        {
            return Problem.NotFound($"There is no view '{view.Id}'.", "id");
        }

        if (!MayChange(caller, before ?? view with { Owner = OwnerOf(caller) }) || (view.IsShared && !caller.Is(Role.Editor)))
        {
            return new Problem(ProblemCode.Forbidden, "What everyone sees is changed by editors. Save it for yourself, or ask one.") { Field = "shared" };
        }

        var stored = view with { Id = before?.Id ?? ids.Next("view"), Owner = before?.Owner ?? OwnerOf(caller), At = time.GetUtcNow() };
        var full = await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var row = Row(caller, stored);
                if (before is not null)
                {
                    const string Change = "UPDATE trace_views SET name = @Name, content = @Content, shared = @Shared, at_ms = @AtMs WHERE organization = @Organization AND project = @Project AND id = @Id";
                    await connection.ExecuteAsync(new CommandDefinition(Change, row, transaction, cancellationToken: token));
                    return false;
                }

                const string Count = "SELECT COUNT(*) FROM trace_views WHERE organization = @Organization AND project = @Project AND owner = @Owner";
                if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(Count, row, transaction, cancellationToken: token)) >= ViewsMax)
                {
                    return true;
                }

                const string Insert = """
                    INSERT INTO trace_views (id, organization, project, owner, kind, name, content, shared, at_ms)
                    VALUES (@Id, @Organization, @Project, @Owner, @Kind, @Name, @Content, @Shared, @AtMs)
                    """;
                await connection.ExecuteAsync(new CommandDefinition(Insert, row, transaction, cancellationToken: token));
                return false;
            },
            cancellationToken);
        return full ? Problem.Invalid($"There are {ViewsMax} views already. Delete one first.", "id") : stored;
    }

    /// <summary>Takes a view away.</summary>
    public async ValueTask<Result<Done>> DeleteAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, id, cancellationToken) is not { } view)
        {
            return Problem.NotFound($"There is no view '{id}'.", "id");
        }

        if (!MayChange(caller, view))
        {
            return new Problem(ProblemCode.Forbidden, "What everyone sees is deleted by editors.") { Field = "id" };
        }

        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM trace_views WHERE organization = @Organization AND project = @Project AND id = @Id", Parameters(caller, null, id), transaction, cancellationToken: token)),
            cancellationToken);
        return Done.Value;
    }

    private static bool MayChange(Caller caller, SavedView view) => view.Owner == OwnerOf(caller) || (view.IsShared && caller.Is(Role.Editor));

    private static object Parameters(Caller caller, ViewKind? kind, string id = "") =>
        new { caller.Organization, caller.Project, Owner = OwnerOf(caller), Kind = kind == ViewKind.Dashboard ? "dashboard" : "page", Id = id };

    private static object Row(Caller caller, SavedView view) => new
    {
        view.Id,
        caller.Organization,
        caller.Project,
        view.Owner,
        Kind = view.Kind == ViewKind.Dashboard ? "dashboard" : "page",
        view.Name,
        view.Content,
        Shared = view.IsShared ? 1L : 0L,
        AtMs = view.At.ToUnixTimeMilliseconds(),
    };

    private static Problem? Wrong(SavedView view)
    {
        if (view.Name.Trim().Length is 0 or > SavedView.NameCharsMax || view.Name.Any(char.IsControl))
        {
            return Problem.Invalid($"A name has 1 to {SavedView.NameCharsMax} characters.", "name");
        }

        if (view.Content.Length is 0 or > SavedView.ContentCharsMax || view.Content.Contains('\0', StringComparison.Ordinal))
        {
            return Problem.Invalid($"A view holds 1 to {SavedView.ContentCharsMax} characters.", "content");
        }

        // A page is opened by a link: it has to be one of this server's own.
        return view.Kind == ViewKind.Page
            ? view.Content is ['/', not ('/' or '\\'), ..] || view.Content == "/" ? null : Problem.Invalid("A view of a page holds its path and query, beginning with one '/'.", "content")
            : Dashboard.Read(view.Content) is null ? Problem.Invalid("A dashboard is JSON: {\"panels\":[{\"title\":…,\"measure\":…,\"by\":…,\"filter\":…}]} with 1 to 24 panels.", "content") : null;
    }
}
