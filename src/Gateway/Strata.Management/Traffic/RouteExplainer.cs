using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Gateway.Routing;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Management.Prices;
using Strata.Routing.Plans;
using Strata.Routing.Routes;

namespace Strata.Management.Traffic;

/// <summary>Says what would become of a request, by the same judgements that requests meet: nothing is sent, counted, drawn or reserved.</summary>
internal sealed class RouteExplainer(RouteBook routes, IModelHost host, BudgetBook budgets, Live<PriceBook> prices, PublicNames names)
{
    /// <summary>The words of the explanation.</summary>
    /// <param name="caller">Who would ask.</param>
    /// <param name="key">The key that would ask; null for a signed token.</param>
    /// <param name="body">What would be asked.</param>
    public ExplainView Explain(Caller caller, KeyRecord? key, ExplainBody body)
    {
        var model = body.Model ?? "";
        var request = Request(caller, key, body, model);
        if (key is not null && !key.Allows(model))
        {
            return Nothing(caller, body, model, $"The key '{key.Name}' may not use this model.");
        }

        if (Rule(request, model) is not { } rule)
        {
            return Nothing(caller, body, model, "No route, listed name, provider or model of this process knows it.");
        }

        var told = routes.Router.Explain(rule, request);
        var first = told.Targets.Where(t => t.Verdict is TargetVerdict.Usable or TargetVerdict.Probe).MaxBy(t => t.Chance)?.Deployment ?? rule.First.Name;
        return new ExplainView
        {
            Model = model,
            Route = told.Route,
            Lines = told.Lines,
            Targets = [.. told.Targets.Select(ExplainedTarget.From)],
            Limits = Limits(caller, body, model, told.Targets),
            Price = Price(rule.First.IsInProcess ? rule.First.RemoteModel : first, caller, body, model),
            Problem = told.Problem?.Message,
        };
    }

    private static RouteRequest Request(Caller caller, KeyRecord? key, ExplainBody body, string model) => new(model)
    {
        Stream = body.Stream,
        HasTools = body.Tools,
        PromptTokens = body.PromptTokens,
        OutputTokens = body.OutputTokens,
        Key = caller.KeyId,
        User = caller.User.Length > 0 ? caller.User : null,
        EndUser = body.EndUser,
        Team = caller.Project,
        Organization = caller.Organization,
        Region = body.Region,
        Tags = [.. body.Tags ?? [], .. key?.Tags ?? []],
        Metadata = body.Metadata,
    };

    private RouteRule? Rule(in RouteRequest request, string model)
    {
        var table = routes.Table;
        return table.Find(request) ?? (host.List().Any(m => m.Name == model) ? table.InProcess(model) : table.FindAny(request));
    }

    private ExplainView Nothing(Caller caller, ExplainBody body, string model, string why) => new()
    {
        Model = model,
        Lines = [why],
        Targets = [],
        Limits = Limits(caller, body, model, []),
        Price = new ExplainedPrice(prices.Current.Version, null, null, null),
        Problem = $"The model '{model}' does not exist here, or this key may not use it.",
    };

    /// <summary>The counts of the request's own nodes; of limits on providers and deployments, those that stand in the caller's organisation.</summary>
    private IReadOnlyList<ExplainedLimit> Limits(Caller caller, ExplainBody body, string model, IReadOnlyList<TargetExplanation> targets)
    {
        var nodes = new List<LimitNode>
        {
            new(NodeKind.Organization, caller.Organization), new(NodeKind.Team, caller.Project), new(NodeKind.Key, caller.KeyId),
            new(NodeKind.User, caller.User), new(NodeKind.EndUser, body.EndUser ?? ""), new(NodeKind.Model, model),
        };
        nodes.AddRange((body.Tags ?? []).Select(t => new LimitNode(NodeKind.Tag, t)));
        nodes.AddRange(targets.Select(t => new LimitNode(NodeKind.Deployment, t.Deployment)));
        nodes.AddRange(targets.Select(t => new LimitNode(NodeKind.Provider, t.Deployment.Split('/')[0])));
        return
        [
            .. nodes.Where(n => n.Id.Length > 0).Distinct().SelectMany(node =>
                new[] { node.Id, LimitNode.Every }
                    .SelectMany(id => budgets.Read(new BudgetQuery { Organization = caller.Organization, Kind = node.Kind, Node = id, Take = BudgetQuery.TakeMax }).Items)
                    .GroupBy(v => (v.Source, v.Rule.Id)).Select(g => Line(g.First(), node))),
        ];
    }

    private static ExplainedLimit Line(BudgetView view, LimitNode node)
    {
        var unit = view.Rule.Unit;
        decimal Of(long amount) => unit == LimitUnit.NanoDollars ? amount / 1_000_000_000m : amount;
        return new ExplainedLimit(
            view.Rule.Id, LimitWords.Of(node.Kind), node.Id, LimitWords.Of(unit), view.Rule.Window.ToString(), LimitWords.Of(view.Rule.Mode), Of(view.Rule.Amount), Of(view.Spent), Of(view.Reserved), Of(view.Left));
    }

    private ExplainedPrice Price(string deployment, Caller caller, ExplainBody body, string model)
    {
        var book = prices.Current;
        var usage = new TokenUsage { Input = Math.Max(0, body.PromptTokens), Output = Math.Max(0, body.OutputTokens) };
        var sheet = book.Find(new PriceQuestion(deployment, model, DateTimeOffset.MaxValue) { Public = names.Of(deployment), Organization = caller.Organization });
        var price = sheet?.For(usage, "");
        return new ExplainedPrice(book.Version, deployment, sheet is null ? null : PriceText.Write(sheet.Entry.Prices), PriceBook.Cost(price, usage) is { } cost && usage.Total > 0 ? cost.TotalNanos : null);
    }
}
