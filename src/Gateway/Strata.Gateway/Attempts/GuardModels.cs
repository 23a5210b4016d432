using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Gateway.Settling;
using Strata.Gateway.Surfaces;
using Strata.Guard;
using Strata.Guard.Asking;
using Strata.Guard.Options;
using Strata.Ledger.Rows;
using Strata.Routing.Routes;
using Strata.Upstreams;

namespace Strata.Gateway.Attempts;

/// <summary>
/// Asks the models and webhooks that guard rules name. A model is asked through a plan and attempts of its own, past every guardrail, cache
/// and mirror: what judges is never judged, so nothing asks itself. It is a row of its own, of the caller it was asked for, noted with that request's id.
/// </summary>
internal sealed class GuardModels(
    ModelCatalog catalog, RouteBook routes, AttemptEngine engine, Settlement settlement, SurfaceTable surfaces, UpstreamChannels channels, Live<GatewayOptions> options, TimeProvider time)
{
    /// <summary>What asks on behalf of one call.</summary>
    public GuardJudge For(HttpContext http, Call call) => new(new CallGuardModel(this, http, call), time);

    public async ValueTask<Result<GuardVerdict>> AskAsync(HttpContext http, Call call, int number, GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken)
    {
        var guard = options.Current.Guard;
        var name = rule.Detector[(rule.Detector.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (rule.Detector.StartsWith("webhook:", StringComparison.Ordinal))
        {
            return guard.Webhooks.TryGetValue(name, out var webhook) ? await WebhookAsker.AskAsync(channels.ForTokens, webhook, rule, direction, text, cancellationToken) : Unknown(rule);
        }

        if (!guard.Models.TryGetValue(name, out var model))
        {
            return Unknown(rule);
        }

        var surface = model.Kind == GuardModelKind.Moderation ? surfaces.Moderations : surfaces.Chat;
        var body = ModelQuestion.Write(model, direction, text);
        if (!surface.Wire.ScanRequest(body, default).Try(out var scan, out var problem))
        {
            return problem;
        }

        var own = new Call
        {
            Id = $"{call.Id}_g{number}", Caller = call.Caller, Surface = surface, At = time.GetUtcNow(), StartedAt = time.GetTimestamp(),
            Request = new CallerRequest(surface, default, scan, body), Model = scan.Model, Strategy = "guard", Tags = call.Tags, PromptTokens = scan.PromptEstimate,
        };
        own.Note($"{rule.Detector} of {call.Id}");
        return await AskAsync(http, own, model.Kind, cancellationToken);
    }

    private async ValueTask<Result<GuardVerdict>> AskAsync(HttpContext http, Call own, GuardModelKind kind, CancellationToken cancellationToken)
    {
        var (request, surface) = (own.Request!, own.Surface);
        var asked = new RouteRequest(own.Model)
        {
            Operation = surface.Dialect is null ? surface.Plain : null, Dialect = surface.Dialect?.Name, PromptTokens = own.PromptTokens,
            Key = own.Caller.KeyId, Team = own.Caller.Project, Organization = own.Caller.Organization, Tags = own.Tags.Tags,
        };
        if (!(await catalog.FindAsync(asked, own.Caller, null, cancellationToken)).Try(out var found, out var problem))
        {
            return problem;
        }

        var shape = new CallerShape(surface.Dialect ?? surface.Errors, new AnswerHead(own.Id[4..], own.At.ToUnixTimeSeconds(), own.Model), stream: false);
        own.Route = found.Rule.IsImplied ? "" : found.Rule.Name;
        await using var run = new CallRun(http, own, request, shape, routes.Router.Plan(found.Rule, asked)) { Opened = found.Model };
        try
        {
            if (await engine.OpenAsync(run, cancellationToken) is not { } exchange)
            {
                (own.Status, own.ErrorCode, own.HttpStatus) = (run.LastFault!.Status, ProblemTable.Row(run.LastFault.Problem.Code).Code, ProblemTable.Row(run.LastFault.Problem.Code).HttpStatus);
                return run.LastFault.Problem;
            }

            engine.Finish(run, exchange, AttemptOutcome.Ok);
            (own.Status, own.HttpStatus, own.FinishReason) = (LedgerStatus.Ok, StatusCodes.Status200OK, exchange.Passage.Tally.FinishReason);
            return VerdictReader.OfModel(kind, exchange.Body);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            engine.Abandon(run);
            (own.Status, own.ErrorCode, own.HttpStatus) = (LedgerStatus.ClientCancelled, "cancelled", StatusCodes.Status499ClientClosedRequest);
            throw;
        }
        finally
        {
            await settlement.SettleAsync(own, CancellationToken.None);
        }
    }

    private static Problem Unknown(GuardModelRule rule) => new(ProblemCode.Unavailable, $"'{rule.Detector}' is not configured.");
}
