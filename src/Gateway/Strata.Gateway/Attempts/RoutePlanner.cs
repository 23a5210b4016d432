using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Routing;
using Strata.Routing.Routes;

namespace Strata.Gateway.Attempts;

/// <summary>Opens the plan of a call: which route, and the caller's side of the answer that the route asks for.</summary>
internal sealed class RoutePlanner(ModelCatalog catalog, RouteBook routes)
{
    public async ValueTask<Result<CallRun>> PlanAsync(HttpContext http, Call call, CallerRequest request, CancellationToken cancellationToken)
    {
        var asked = Ask(call, request);
        if (!(await catalog.FindAsync(asked, call.Caller, call.Key, cancellationToken)).Try(out var found, out var problem))
        {
            return problem;
        }

        var (rule, model) = found;
        var plan = routes.Router.Plan(rule, asked);
        call.Route = rule.IsImplied ? "" : rule.Name;
        call.Strategy = rule.IsImplied ? "" : rule.Strategy.ToString().ToLowerInvariant();
        call.Experiment = plan.Arm is { } arm ? $"{rule.Options.Experiment!.Name}/{arm}" : "";
        return new CallRun(http, call, request, Shape(call, request, rule), plan) { Opened = model };
    }

    private static RouteRequest Ask(Call call, CallerRequest request)
    {
        var scan = request.Scan;
        return new RouteRequest(scan.Model)
        {
            Operation = request.Surface.Dialect is null ? request.Surface.Plain : null,
            Dialect = request.Surface.Dialect?.Name,
            Stream = request.Stream,
            HasTools = scan.HasTools,
            PromptTokens = scan.PromptEstimate,
            Key = call.Caller.KeyId,
            EndUser = call.Tags.EndUser.Length > 0 ? call.Tags.EndUser : null,
            Team = call.Caller.Project,
            Organization = call.Caller.Organization,
            Tags = call.Tags.Tags,
        };
    }

    private static CallerShape Shape(Call call, CallerRequest request, RouteRule rule)
    {
        var dialect = request.Surface.Dialect ?? request.Surface.Errors;
        var head = new AnswerHead(call.Id[4..], call.At.ToUnixTimeSeconds(), call.Model) { IncludeUsage = request.Scan.IncludeUsage };
        return new CallerShape(dialect, head, request.Stream)
        {
            Capture = call.Captured,
            MayContinue = rule.Continuation && request.Stream && request.Surface.Dialect is not null,
            NeedsSteps = request.Stream && (rule.Continuation || request.Surface.OpensWriter is not null),
            OpensWriter = request.Surface.OpensWriter,
        };
    }
}
