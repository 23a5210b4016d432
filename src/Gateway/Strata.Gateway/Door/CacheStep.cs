using Strata.Caching.Recordings;
using System.Buffers;
using Microsoft.AspNetCore.Http;
using Strata.Caching;
using Strata.Caching.Exact;
using Strata.Caching.Semantic;
using Strata.Core.Configuration;
using Strata.Dialects;
using Strata.Dialects.Canonical;
using Strata.Gateway.Answers;
using Strata.Gateway.Attempts;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Door;

/// <summary>
/// Answers from the cache, keeps answers for it, and lets identical requests wait for the first. A hit costs nothing, meets no
/// provider, and says what it saved; it was looked at by the guard under the same policies when it was made.
/// </summary>
internal sealed class CacheStep(AnswerCache cache, Live<GatewayOptions> options, Responder responder, TimeProvider time)
{
    private const string Everyone = "default";

    /// <summary>Answers from the cache; false where it has nothing, with a recording begun.</summary>
    public async ValueTask<bool> TryAnswerAsync(CallRun run, CancellationToken cancellationToken)
    {
        if (PolicyOf(run) is not { } policy || KeyOf(run, policy, out var partition) is not { } key)
        {
            return false;
        }

        run.Call.Cache = "miss";
        var (answer, how) = (cache.Find(key), "exact");
        var ticket = answer is null && policy.SingleFlight ? cache.Flights.Join(key) : default;
        if (answer is null && ticket.Follows is { } flight)
        {
            (answer, how) = (await flight.WaitAsync(cancellationToken), "shared");
        }

        var question = policy.Semantic ? Question(run, policy, partition) : null;
        if (answer is null)
        {
            (answer, var hit) = await cache.FindBehindAsync(key, partition, policy, question, cancellationToken);
            how = hit is null ? "exact" : "semantic";
        }

        if (answer is null || answer.IsStream != run.Request.Stream)
        {
            run.Recording = new Recording(key, policy, partition, time) { Question = question, Flight = ticket.Leads };
            return false;
        }

        ticket.Leads?.Land(answer);
        await ReplayAsync(run, answer, how, policy.ReplayTiming, cancellationToken);
        return true;
    }

    /// <summary>An answer that has ended lately, where every target is down and the policy allows it.</summary>
    public async ValueTask<bool> TryStaleAsync(CallRun run, CancellationToken cancellationToken)
    {
        if (run.Recording is not { } recording || cache.FindStale(recording.Key, recording.Policy) is not { } stale || stale.IsStream != run.Request.Stream)
        {
            return false;
        }

        await ReplayAsync(run, stale, "stale", withTiming: false, cancellationToken);
        return true;
    }

    /// <summary>Keeps a whole answer that went to its caller.</summary>
    public async ValueTask KeepAsync(CallRun run, string contentType)
    {
        if (run.Recording is not { IsWhole: true } recording || run.Call is not { Status: LedgerStatus.Ok, Continuations: 0, CutOff: "" } call)
        {
            return;
        }

        var now = time.GetUtcNow();
        var answer = new CachedAnswer
        {
            Partition = recording.Partition,
            Model = call.Model,
            Deployment = call.Winner?.Deployment ?? "",
            Dialect = call.Surface.Name,
            ContentType = contentType,
            Body = recording.Body.ToArray(),
            Parts = run.Request.Stream ? [.. recording.Parts] : [],
            CreatedAt = now,
            ExpiresAt = now + recording.Policy.Ttl,
            Usage = call.Winner?.Usage ?? default,
            CostNanos = call.CostNanos,
            FinishReason = call.FinishReason,
        };
        recording.Flight?.Land(answer);
        await cache.PutAsync(recording.Key, answer, recording.Policy, recording.Question, CancellationToken.None);
    }

    private async ValueTask ReplayAsync(CallRun run, CachedAnswer answer, string how, bool withTiming, CancellationToken cancellationToken)
    {
        var (call, output) = (run.Call, run.Http.Response.BodyWriter);
        (call.Cache, call.Hit, call.Status, call.HttpStatus, call.FinishReason) = (how, answer, LedgerStatus.Ok, StatusCodes.Status200OK, answer.FinishReason);
        if (!answer.IsStream)
        {
            await responder.Settlement.SettleAsync(call, CancellationToken.None);
            await responder.PlainAsync(run.Http, call, answer.Body, answer.ContentType, cancellationToken);
            return;
        }

        responder.StreamHead(run.Http, call, answer.ContentType);
        var (at, before) = (0, 0);
        for (var i = 0; i < answer.Parts.Count; i++)
        {
            if (withTiming && answer.Parts[i].AtMs > before)
            {
                await output.FlushAsync(cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(answer.Parts[i].AtMs - before), time, cancellationToken);
                before = answer.Parts[i].AtMs;
            }

            if (i == answer.Parts.Count - 1)
            {
                await responder.Settlement.SettleAsync(call, CancellationToken.None); // the last piece is the end
            }

            output.Write(answer.Body.Span.Slice(at, answer.Parts[i].Length));
            at += answer.Parts[i].Length;
        }

        await output.FlushAsync(cancellationToken);
    }

    private CachePolicy? PolicyOf(CallRun run)
    {
        var policies = options.Current.Cache.Policies;
        var name = run.Plan.Rule.Cache;
        if (policies.Count == 0 || !policies.TryGetValue(name.Length > 0 ? name : Everyone, out var policy))
        {
            return null;
        }

        var (scan, surface) = (run.Request.Scan, run.Request.Surface);
        var asks = run.Http.Request.Headers.CacheControl.ToString();
        return surface.IsRaw || surface.Counts is not null || (scan.HasTools && !policy.WithTools) || (scan.Temperature ?? 1) > policy.TemperatureMax
            || asks.Contains("no-store", StringComparison.Ordinal) || asks.Contains("no-cache", StringComparison.Ordinal) || scan.PreviousAnswerId is not null ? null : policy;
    }

    private static CacheKey? KeyOf(CallRun run, CachePolicy policy, out string partition)
    {
        var (call, request) = (run.Call, run.Request);
        partition = policy.PerKey ? $"{call.Caller.Organization}/{call.Caller.Project}/{call.Caller.KeyId}" : $"{call.Caller.Organization}/{call.Caller.Project}";
        var rule = run.Plan.Rule;
        var says = rule.HasConditions ? Said(call.Tags) : ""; // who may answer hangs on it
        var address = $"{request.Surface.Name}|{call.Model}|{request.Stream}|{request.Scan.IncludeUsage}|{request.Surface.OpensWriter is not null}|{rule.Name}|{run.Shape.Guard?.Fingerprint}|{says}";
        return CacheKeyHasher.Of(partition, address, request.Body.Span);
    }

    private static string Said(CallTags tags) =>
        string.Join('\n', [tags.EndUser, .. tags.Tags, .. (tags.Metadata ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{m.Value}")]);

    /// <summary>The question by meaning: the last user's text may differ, everything else is the frame. Null where the policy keeps out.</summary>
    private static SemanticQuestion? Question(CallRun run, CachePolicy policy, string partition)
    {
        var request = run.Request;
        if (request.Surface.Dialect is not { } dialect || request.Scan.HasTools || (request.Scan.Temperature ?? 1) > policy.SemanticTemperatureMax
            || !request.Canonical().Try(out var asked, out _) || asked.Messages.Count(m => m.Role != MessageRole.System) > policy.SemanticTurnsMax
            || asked.Messages is not [.., { Role: MessageRole.User, Blocks: [TextBlock last] } user])
        {
            return null;
        }

        using var frame = new PooledBuffer();
        var rest = asked with { Messages = [.. asked.Messages.SkipLast(1), user with { Blocks = [last with { Text = "" }] }] };
        return dialect.WriteRequest(rest, new WriteProfile(run.Call.Model) { Stream = request.Stream }, frame).IsOk && CacheKeyHasher.Of(partition, request.Surface.Name, frame.Span) is { } key
            ? new SemanticQuestion(partition, key, last.Text)
            : null;
    }
}
