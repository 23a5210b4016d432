using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Guarding;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Gateway.Settling;
using Strata.Gateway.Stored;
using Strata.Guarding;
using Strata.Routing.Routes;

namespace Strata.Gateway.Attempts;

/// <summary>Opens the plan of a call: which route, and the caller's side of the answer that the route asks for.</summary>
internal sealed class RoutePlanner(ModelCatalog catalog, RouteBook routes, GuardBook guards, ResponseMemory memory, Settlement settlement, GuardModels judges, Live<GatewayOptions> options)
{
    public async ValueTask<Result<CallRun>> PlanAsync(HttpContext http, Call call, CallerRequest request, CancellationToken cancellationToken)
    {
        string? pinned = null;
        Problem? problem;
        if (ResponseMemory.Serves(request) && !(await memory.FollowAsync(call, request, cancellationToken)).Try(out pinned, out problem) && problem is not null)
        {
            return problem;
        }

        if (!Ask(http, call, request).Try(out var asked, out problem))
        {
            return problem;
        }

        asked = asked with { PinnedDeployment = pinned };
        if (!(await catalog.FindAsync(asked, call.Caller, call.Key, cancellationToken)).Try(out var found, out problem))
        {
            return problem;
        }

        var (rule, model) = found;
        if (guards.For(rule.Guards) is not { } policies)
        {
            return new Problem(ProblemCode.Unavailable, $"The guardrails of '{call.Model}' are not configured as its route names them. Tell the operator.");
        }

        var guard = policies.Count > 0 ? new GuardedCall(policies, () => judges.For(http, call)) : null;
        if (guard is not null)
        {
            var looked = await RequestGuard.ApplyAsync(guard, request, cancellationToken);
            call.Verdicts = RequestGuard.Verdicts(guard);
            if (!looked.Try(out _, out problem))
            {
                call.Route = rule.IsImplied ? "" : rule.Name;
                await (model?.DisposeAsync() ?? ValueTask.CompletedTask);
                return problem;
            }
        }

        var plan = routes.Router.Plan(rule, asked);
        call.Route = rule.IsImplied ? "" : rule.Name;
        call.Strategy = rule.IsImplied ? "" : rule.Strategy.ToString().ToLowerInvariant();
        call.Experiment = plan.Arm is { } arm ? $"{rule.Options.Experiment!.Name}/{arm}" : "";
        return new CallRun(http, call, request, Shape(http, call, request, rule, guard), plan)
        {
            Opened = model,
            Injection = call.Caller.Is(Role.Admin) && http.Request.Headers.TryGetValue(HeaderWords.Inject, out var asks) && asks.Count > 0 ? Injection.Read(asks.ToString()) : null,
        };
    }

    private Result<RouteRequest> Ask(HttpContext http, Call call, CallerRequest request)
    {
        var scan = request.Scan;
        Dictionary<string, string>? metadata = null;
        var labels = options.Current.MetadataTags;
        if (!CallerBounds.Read(http.Request.Headers, request.Stream).Try(out var bounds, out var problem)
            || ((labels.Count > 0 || routes.Table.ReadsMetadata) && (problem = CallMetadata.Read(http.Request.Headers, request, out metadata)) is not null))
        {
            return problem;
        }

        call.Tags = metadata is not null ? Governance.With(call.Tags, labels, metadata) : call.Tags;
        return new RouteRequest(scan.Model)
        {
            Operation = request.Surface is { Dialect: null, Counts: null, Embeds: null } ? request.Surface.Plain : null,
            Dialect = request.Surface.Dialect?.Name ?? (request.Surface.Counts is null ? null : request.Surface.Errors.Name),
            Stream = request.Stream,
            HasTools = scan.HasTools,
            PromptTokens = scan.PromptEstimate,
            Prompt = request.Body,
            Key = call.Caller.KeyId,
            User = call.Caller.User.Length > 0 ? call.Caller.User : null,
            EndUser = call.Tags.EndUser.Length > 0 ? call.Tags.EndUser : null,
            Team = call.Caller.Project,
            Organization = call.Caller.Organization,
            Tags = call.Tags.Tags,
            Metadata = metadata,
            TotalMax = bounds.Total,
            FirstByteMax = bounds.FirstByte,
            AttemptsMax = bounds.AttemptsMax,
        };
    }

    private CallerShape Shape(HttpContext http, Call call, CallerRequest request, RouteRule rule, GuardedCall? guard)
    {
        var dialect = request.Surface.Dialect ?? request.Surface.Errors;
        var tellsCost = request.Surface.Dialect is not null && http.Request.Headers.ContainsKey(HeaderWords.UsageCost);
        var head = new AnswerHead(call.Id[4..], call.At.ToUnixTimeSeconds(), call.Model)
        {
            IncludeUsage = request.Scan.IncludeUsage || tellsCost,
            Cost = tellsCost ? () => settlement.CostSoFar(call, call.Winner!, call.Told, call.ServiceTier) / 1_000_000_000m : null,
        };
        return new CallerShape(dialect, head, request.Stream)
        {
            Capture = call.Captured,
            MayContinue = rule.Continuation && request.Stream && request.Surface.Dialect is not null,
            Guard = guard,
            Hears = tellsCost ? (usage, tier) => (call.Told, call.ServiceTier) = (usage, tier) : null,
            NeedsSteps = (request.Stream && (rule.Continuation || request.Surface.OpensWriter is not null)) || guard is { LooksAtAnswers: true } || tellsCost,
            OpensWriter = request.Surface.OpensWriter,
        };
    }
}
