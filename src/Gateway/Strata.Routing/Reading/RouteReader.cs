using Strata.Core.Configuration;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Routes;

namespace Strata.Routing.Reading;

/// <summary>Reads one route. What its names mean is checked when all routes are read.</summary>
internal sealed class RouteReader(RetryPolicy retries, DeploymentBook deployments)
{
    private readonly List<(ConfigReader Item, string Key, string Name, bool MayBeRoute)> names = [];

    public RouteOptions Read(ConfigReader item)
    {
        var route = new RouteOptions
        {
            Name = item.RequiredText("name", "Its name; without models also the model that is asked for."),
            Models = item.Texts("models", "The models that are asked for; a name may end in a star."),
            When = ConditionReader.Read(item, "when", "What else must hold of a request; all of it."),
            Targets = item.List("targets", "Where it goes.", ReadTarget),
            Strategy = item.Choice("strategy", RouteStrategy.Weighted, "How one of several healthy targets of the same priority is chosen."),
            Sticky = ConditionReader.Checked(item, "sticky", item.Text("sticky", "", "What keeps going to the same target: end_user, user, key, metadata.session.")),
            Fallbacks = ReadFallbacks(item.Section("fallbacks", "Where a request goes when its targets failed, by why.")),
            Canary = ReadShare(item, "canary", "A share for a new deployment."),
            Experiment = ReadExperiment(item),
            Mirror = ReadShare(item, "mirror", "A share that is sent to another deployment besides, whose answer nobody gets."),
            Regions = item.Texts("regions", "Regions in the order of preference."),
            RegionsOnly = item.Flag("regions_only", false, "Whether targets elsewhere are never asked."),
            Retries = PolicyReader.ReadRetries(item.Section("retries", "How failed attempts are followed."), retries),
            Hedge = PolicyReader.ReadHedge(item.Section("hedge", "A second target beside a slow first one.")),
            Continuation = item.Flag("continuation", false, "Whether a stream that broke is continued on another target."),
            Clocks = ClockReader.ReadOverrides(item.Section("timeouts", "Clocks in place of the targets' own.")),
            Cache = item.Text("cache", "", "The name of its cache policy."),
            Guards = item.Texts("guards", "The names of its guard policies."),
        };
        Check(item, route);
        return route;
    }

    /// <summary>Notes every name that means nothing.</summary>
    public void CheckNames(IReadOnlyList<RouteOptions> routes)
    {
        foreach (var (item, key, name, mayBeRoute) in names)
        {
            if (name.Length > 0 && deployments.Find(name) is null && !(mayBeRoute && routes.Any(r => r.Name == name)))
            {
                item.Reject(key, $"'{name}' is no deployment.", "Write provider/model with a provider that is configured, a name that one lists, or strata/MODEL for a model of this process.");
            }
        }
    }

    private static void Check(ConfigReader item, RouteOptions route)
    {
        if (item.Has("name") && route.Targets.Count == 0)
        {
            item.Reject("targets", "is empty.", "Name at least one deployment.");
        }

        if (route.Targets.Count > 0 && route.Targets.Sum(t => t.Weight) <= 0)
        {
            item.Reject("targets", "have no weight at all.", "Give at least one a weight above 0.");
        }

        if ((route.Experiment?.Arms.Sum(a => a.Percent) ?? 0) > 100)
        {
            item.Reject("experiment", "has arms of more than 100 % together.", "Lower them; what is left goes the route's usual way.");
        }

        var fallbacks = route.Fallbacks.General.Count + route.Fallbacks.ContextWindow.Count + route.Fallbacks.ContentPolicy.Count;
        if (route.Targets.Count + fallbacks + (route.Experiment?.Arms.Count ?? 0) + 2 > RouteRule.TargetsMax)
        {
            item.Reject("targets", $"are more than {RouteRule.TargetsMax} with all fallbacks and arms.", "Divide the route.");
        }

        if (route.RegionsOnly && route.Regions.Count == 0)
        {
            item.Reject("regions_only", "is true without regions.", "Name the regions.");
        }
    }

    private TargetOptions ReadTarget(ConfigReader item) => new()
    {
        Deployment = Named(item, "deployment", item.RequiredText("deployment", "provider/model, a listed name, or strata/MODEL for a model of this process.")),
        Weight = (double)item.Decimal("weight", 1, (0, 1_000_000), "Its share among targets of the same priority."),
        Priority = (int)item.Integer("priority", 0, (0, 1_000), "Lower comes first; a higher one is asked when none of the lower is usable."),
        When = ConditionReader.Read(item, "when", "What must hold of a request that goes here."),
    };

    private FallbackOptions ReadFallbacks(ConfigReader section)
    {
        var options = new FallbackOptions
        {
            General = Names(section, "general", "When none of the targets answered: deployments or routes, in order."),
            ContextWindow = Names(section, "context_window", "When the prompt does not fit."),
            ContentPolicy = Names(section, "content_policy", "When the provider's policy refused."),
        };
        section.Finish();
        return options;
    }

    private ShareOptions? ReadShare(ConfigReader item, string key, string doc)
    {
        var section = item.Section(key, doc);
        var share = new ShareOptions
        {
            Deployment = section.Text("deployment", "", "Where it goes."),
            Percent = (double)section.Decimal("percent", 0, (0, 100), "Its share of the requests."),
        };
        section.Finish();
        if (!item.Has(key))
        {
            return null;
        }

        if (share.Deployment.Length == 0)
        {
            section.Reject("deployment", "is missing.", "Give it a value.");
        }

        Named(section, "deployment", share.Deployment);
        return share;
    }

    private ExperimentOptions? ReadExperiment(ConfigReader item)
    {
        var section = item.Section("experiment", "An A/B test; the arm of each request is recorded.");
        var experiment = new ExperimentOptions
        {
            Name = section.Text("name", "", "Its name; another name deals anew."),
            By = ConditionReader.Checked(section, "by", section.Text("by", "", "What is dealt: user, end_user, key, metadata.session; empty deals each request.")),
            Arms = section.List("arms", "The arms.", arm => new ShareOptions
            {
                Name = arm.RequiredText("name", "The arm's name."),
                Deployment = Named(arm, "deployment", arm.RequiredText("deployment", "Where it goes.")),
                Percent = (double)arm.Decimal("percent", 0, (0, 100), "Its share of the units."),
            }),
        };
        section.Finish();
        if (item.Has("experiment") && (experiment.Name.Length == 0 || experiment.Arms.Count == 0))
        {
            section.Reject(experiment.Name.Length == 0 ? "name" : "arms", "is missing.", "An experiment has a name and arms.");
        }

        return item.Has("experiment") ? experiment : null;
    }

    private IReadOnlyList<string> Names(ConfigReader section, string key, string doc)
    {
        var texts = section.Texts(key, doc);
        names.AddRange(texts.Select(t => (section, key, t, true)));
        return texts;
    }

    private string Named(ConfigReader item, string key, string name)
    {
        names.Add((item, key, name, false));
        return name;
    }
}
