using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Ledger;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Ledger.Repricing;
using Strata.Management.Prices;
using Strata.Management.Wire;

namespace Strata.Management.Requests;

/// <summary>Prices the organisation's old requests by the book of today. Rows are never edited: adjustments stand beside them.</summary>
internal static class RepricingEndpoints
{
    private const int JobCharsMax = 100;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Managed("/strata/v1/repricing", "ledger").MapPost("", RunAsync).Accepts<RepricingBody>("application/json").Produces<RepricingView>()
            .WithSummary("Works out what the organisation's requests cost by today's prices; writes it only with dry_run=false. A run that broke off is sent again with its job.");

    private static async Task<IResult> RunAsync(HttpContext context, RepricingJob repricing, Live<PriceBook> prices, IServiceProvider services, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!(await ApiBody.ReadAsync(context.Request, RequestJson.Default.RepricingBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        var job = body.Job ?? ((IIdSource)services.GetService(typeof(IIdSource))!).Next("job");
        if (job.Length is 0 or > JobCharsMax || job.Any(char.IsControl))
        {
            return Problem.Invalid($"A job's name has 1 to {JobCharsMax} characters.", "job").ToHttp();
        }

        var dry = body.DryRun ?? true;
        if (!dry)
        {
            await ((AuditLog)services.GetService(typeof(AuditLog))!).AppendAsync(caller, new AuditEntry("ledger.reprice", job, $"by price book {prices.Current.Version}"), cancellationToken);
        }

        var rows = new LedgerQuery
        {
            Project = null,
            Organization = caller.Organization,
            From = body.From,
            To = body.To,
            Model = body.Model,
            Deployment = body.Deployment,
            Unpriced = body.UnpricedOnly ? true : null,
        };
        var names = (PublicNames)services.GetService(typeof(PublicNames))!;
        var order = new RepricingOrder { Job = $"{caller.Organization}:{job}", Rows = rows, DryRun = dry };
        var report = await repricing.RunAsync(order, prices.Current, names.Of, cancellationToken);
        return ApiBody.Ok(new RepricingView(job, dry, report.Seen, report.StillUnpriced, report.DeltaNanos, report.Lines), RequestJson.Default.RepricingView);
    }
}
