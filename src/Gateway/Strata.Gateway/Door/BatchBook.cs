using Microsoft.AspNetCore.Http;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Dialects.Wire;
using Strata.Gateway.Calls;
using Strata.Gateway.Surfaces;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Routing.Providers;
using Strata.Stored.Batches;
using Strata.Stored.Files;

namespace Strata.Gateway.Door;

/// <summary>
/// Follows batches by what passes of them: made, seen at their end, fetched. The first who sees the end has the row written.
/// </summary>
internal sealed class BatchBook(BatchTable table, BatchMeter meter, BatchReader reader, SurfaceTable surfaces, KeyStore keys, IIdSource ids, TimeProvider time)
{
    public BatchMeter Meter => meter;

    /// <summary>Whether a batch may be made: the key's models where the requests stand in the body, and limits that have room.</summary>
    public Result<Done> Admit(HttpContext http, BatchForm form, ReadOnlySpan<byte> body)
    {
        var caller = http.Caller();
        if (form == BatchForm.Anthropic && keys.Find(caller.KeyId) is { Models.Count: > 0 } key && FileJson.ModelBeside(body, key.Allows) is { } model)
        {
            return new Problem(ProblemCode.Forbidden, $"The key '{key.Name}' may not use the model '{model}'.") { Field = "model" };
        }

        return meter.Admit(caller.Organization, Governance.Nodes(caller, TagsOf(http)));
    }

    /// <summary>The batch whose results are asked for, where its row still waits for them; null otherwise.</summary>
    public async ValueTask<Batch?> OfResultsAsync(Caller caller, FileAsk ask, CancellationToken cancellationToken)
    {
        var batch = ask.IsContent ? await table.FindByOutputAsync(caller.Project, ask.Id, cancellationToken)
            : ask.IsResults ? await table.FindAsync(caller.Project, ask.Id, cancellationToken)
            : null;
        return batch is { SettledMs: null } ? batch : null;
    }

    /// <summary>A batch was made, or told how it stands.</summary>
    public async ValueTask SeenAsync(HttpContext http, FileAsk ask, Provider provider, BatchState state)
    {
        var (caller, cancellationToken) = (http.Caller(), http.RequestAborted);
        if (ask.MakesBatch(http.Request.Method))
        {
            var tags = TagsOf(http);
            await table.AddAsync(
                new Batch
                {
                    Id = state.Id,
                    Project = caller.Project,
                    Organization = caller.Organization,
                    KeyId = caller.KeyId,
                    UserId = caller.User,
                    EndUser = tags.EndUser,
                    Tags = string.Join('\n', tags.Tags),
                    Provider = provider.Name,
                    Endpoint = state.Endpoint,
                    CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    RowId = ids.Next("req"),
                    OutputFile = state.OutputFile,
                },
                cancellationToken);
        }

        if (state.IsOver && await table.FindAsync(caller.Project, state.Id, cancellationToken) is { SettledMs: null } batch)
        {
            await EndedAsync(batch, provider, state, cancellationToken);
        }
    }

    /// <summary>A batch is over: its row is written, or its results begin to be read for it.</summary>
    public async ValueTask EndedAsync(Batch batch, Provider provider, BatchState state, CancellationToken cancellationToken)
    {
        if (state.OutputFile is { } file && batch.OutputFile != file)
        {
            await table.OutputAsync(batch, file, cancellationToken);
            batch = batch with { OutputFile = file };
        }

        if (state.Use is { } use)
        {
            await meter.SettleAsync(batch, provider, [use], state.Status, isWhole: true, CancellationToken.None);
        }
        else if (batch.Form == BatchForm.OpenAi && batch.OutputFile is null)
        {
            await meter.SettleAsync(batch, provider, [], state.Status, isWhole: true, CancellationToken.None); // nothing was answered
        }
        else
        {
            reader.Begin(batch, provider, WireOf(batch), state.Status);
        }
    }

    /// <summary>What reads one answer of a batch.</summary>
    public IWire WireOf(Batch batch) => batch.Endpoint switch
    {
        "/v1/messages" => surfaces.Messages.Wire,
        "/v1/responses" => surfaces.Responses.Wire,
        "/v1/completions" => surfaces.Completions.Wire,
        "/v1/embeddings" => surfaces.Embeddings.Wire,
        _ => surfaces.Chat.Wire,
    };

    private CallTags TagsOf(HttpContext http) => Governance.Read(http.Request.Headers, new WireRequest(), keys.Find(http.Caller().KeyId)?.Tags ?? []);
}
