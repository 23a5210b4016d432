using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Metrics.Endpoints;

/// <summary>The parameters of Prometheus' HTTP API: from the query, or from a form (how Grafana sends long expressions).</summary>
internal sealed class QueryRequest
{
    private const long FormBytesMax = 64 * 1024;

    /// <summary>The operator's organisation and project: the first of every installation. They are in each database, so the names do not change.</summary>
    private const string FirstOrganization = "org_default";
    private const string FirstProject = "prj_default";

    private readonly Dictionary<string, StringValues> values;

    private QueryRequest(Dictionary<string, StringValues> values, IReadOnlyList<string> projects) => (this.values, Projects) = (values, projects);

    /// <summary>What the caller sees: their project; the operator also the installation's own metrics.</summary>
    public IReadOnlyList<string> Projects { get; }

    public static async ValueTask<Result<QueryRequest>> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var values = context.Request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal);
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType)
        {
            if (context.Request.ContentLength is null or > FormBytesMax)
            {
                return new Problem(ProblemCode.TooLarge, $"A form has a stated length of at most {FormBytesMax} bytes.");
            }

            foreach (var (key, value) in await context.Request.ReadFormAsync(cancellationToken))
            {
                values[key] = value;
            }
        }

        var caller = context.Caller();
        var isOperator = caller.Is(Role.Admin) && caller.Organization == FirstOrganization && caller.Project == FirstProject && caller.MayUse("admin");
        return new QueryRequest(values, isOperator ? [caller.Project, ""] : [caller.Project]);
    }

    public string Text(string name) => values.GetValueOrDefault(name).ToString();

    public IReadOnlyList<string> All(string name) => [.. values.GetValueOrDefault(name).Concat(values.GetValueOrDefault(name + "[]")).OfType<string>()];

    /// <summary>A moment: seconds since 1970, or RFC 3339.</summary>
    public Result<long> Time(string name, long usualMs)
    {
        var text = Text(name);
        return text.Length == 0 ? usualMs
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e11 ? (long)Math.Round(seconds * 1000)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeMilliseconds()
            : Problem.Invalid($"'{name}' is seconds since 1970 or a moment such as 2026-11-21T12:00:00Z.", name);
    }

    /// <summary>A step: seconds, or a time such as 15s.</summary>
    public Result<long> Step()
    {
        var text = Text("step");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.001 and < 1e9 ? (long)Math.Round(seconds * 1000)
            : DurationText.TryRead(text, out var time) && time >= TimeSpan.FromMilliseconds(1) ? (long)time.TotalMilliseconds
            : Problem.Invalid("'step' is seconds or a time such as 15s.", "step");
    }
}
