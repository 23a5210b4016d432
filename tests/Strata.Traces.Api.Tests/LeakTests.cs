using System.Text;
using Strata.Core.Tenancy;
using Strata.Traces.Api.Tests.Support;
using Strata.Traces.Api.Wire;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Tests;

/// <summary>
/// Nobody sees what is another's: three tenants (two of one organisation, one that has the project's name in another organisation) and
/// two keys of one project, each with a word of its own in every text of its spans, scores and views. Every endpoint is asked by
/// everybody, with every filter, with the others' ids.
/// </summary>
public sealed class LeakTests
{
    private static readonly string[] Filters =
    [
        "", "error or not error", "text ~ secret", "name ~ secret", "not (service = nobody)", "attr.word ~ secret", "resource.word ~ secret", "tag ~ secret", "score.secret exists", "not score.other exists",
        "session ~ secret", "user exists", "key exists", "trace = {trace}", "span = {span}", "\"secret\"", "cost >= 0 or unpriced or not priced", "not (key = key_b1)",
    ];

    private sealed record Owner(string Word, Caller Caller, UInt128 Trace, ulong Span);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_sees_spans_scores_or_views_of_another_tenant_or_key(bool shared)
    {
        await using var host = await ApiHost.StartAsync(shared);
        Owner[] owners =
        [
            await OwnAsync(host, 1, new("org_a", "prj_a", "key_a", "a", Role.Editor)), await OwnAsync(host, 2, new("org_a", "prj_b", "key_b1", "b1", Role.Service)),
            await OwnAsync(host, 3, new("org_a", "prj_b", "key_b2", "b2", Role.Service)), await OwnAsync(host, 4, new("org_b", "prj_a", "key_a", "a", Role.Editor)),
        ];
        var tried = new HashSet<string>();
        var leaks = new List<string>();
        foreach (var asker in owners)
        {
            foreach (var other in owners.Where(o => o != asker))
            {
                foreach (var path in Paths(other))
                {
                    var (status, body) = await host.AskAsync(HttpMethod.Get, path.Path, asker.Caller);
                    tried.Add(path.Pattern);
                    leaks.AddRange(owners.Where(o => o != asker && body.Contains(o.Word, StringComparison.Ordinal)).Select(o => $"{asker.Word} sees {o.Word} at {path.Path} ({status})"));
                }

                var (put, _) = await host.AskAsync(HttpMethod.Post, "/strata/v1/scores", asker.Caller, new { scores = new[] { new { trace_id = TraceIds.Trace(other.Trace), name = "planted", value = 1 } } });
                Assert.Equal(404, put);
            }
        }

        Assert.Empty(leaks);
        Assert.Equal(host.Readable.Where(p => p is not ("/strata/v1/traces/tail" or "/strata/v1/traces/fields" or "/strata/v1/views/{id}")).Order(), tried.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_sees_their_own(bool shared)
    {
        await using var host = await ApiHost.StartAsync(shared);
        var owner = await OwnAsync(host, 1, new("org_a", "prj_b", "key_b1", "b1", Role.Service));
        foreach (var (_, path) in Paths(owner).Where(p => p.Path.Contains("filter=text", StringComparison.Ordinal) && !p.Path.Contains("series", StringComparison.Ordinal) && !p.Path.Contains("team=",
            StringComparison.Ordinal)))
        {
            Assert.Contains(owner.Word, (await host.AskAsync(HttpMethod.Get, path, owner.Caller)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_administrator_sees_other_teams_of_the_organisation_and_no_other_organisation()
    {
        await using var host = await ApiHost.StartAsync();
        var team = await OwnAsync(host, 1, new("org_a", "prj_b", "key_b1", "b1", Role.Editor));
        var stranger = await OwnAsync(host, 2, new("org_b", "prj_c", "key_c", "c", Role.Editor));
        var admin = new Caller("org_a", "prj_a", "key_admin", "admin", Role.Admin);
        Assert.Contains(team.Word, (await host.AskAsync(HttpMethod.Get, "/strata/v1/spans?team=prj_b", admin)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.Word, (await host.AskAsync(HttpMethod.Get, "/strata/v1/spans?team=prj_c", admin)).Body, StringComparison.Ordinal);
        Assert.Equal(403, (await host.AskAsync(HttpMethod.Get, "/strata/v1/spans?team=prj_b", admin with { Role = Role.Editor })).Status);
    }

    private static IEnumerable<(string Pattern, string Path)> Paths(Owner other)
    {
        var (trace, span) = (TraceIds.Trace(other.Trace), TraceIds.Span(other.Span));
        foreach (var filter in Filters.Select(f => Uri.EscapeDataString(f.Replace("{trace}", trace, StringComparison.Ordinal).Replace("{span}", span, StringComparison.Ordinal))))
        {
            foreach (var path in new[] { "/strata/v1/spans", "/strata/v1/traces", "/strata/v1/traces/sessions", "/strata/v1/traces/users", "/strata/v1/traces/export" })
            {
                yield return (path, $"{path}?filter={filter}");
            }

            yield return ("/strata/v1/traces/facets", $"/strata/v1/traces/facets?field=name,service,session,user,key,error_type,status_text&filter={filter}");
            yield return ("/strata/v1/traces/series", $"/strata/v1/traces/series?measure=spans,cost&by=name,session&filter={filter}");
        }

        yield return ("/strata/v1/spans", $"/strata/v1/spans?team={other.Caller.Project}");
        yield return ("/strata/v1/traces/export", "/strata/v1/traces/export?format=csv");
        yield return ("/strata/v1/traces/export", "/strata/v1/traces/export?format=otlp");
        yield return ("/strata/v1/traces/last", "/strata/v1/traces/last");
        yield return ("/strata/v1/traces/{id}", $"/strata/v1/traces/{trace}");
        yield return ("/strata/v1/traces/{id}", $"/strata/v1/traces/{trace}?team={other.Caller.Project}");
        yield return ("/strata/v1/traces/{id}", $"/strata/v1/traces/req_{other.Span}");
        yield return ("/strata/v1/traces/compare", $"/strata/v1/traces/compare?left={trace}&right={trace}");
        yield return ("/strata/v1/scores", $"/strata/v1/scores?trace={trace}");
        yield return ("/strata/v1/scores", "/strata/v1/scores");
        yield return ("/strata/v1/views", "/strata/v1/views");
    }

    private static async Task<Owner> OwnAsync(ApiHost host, int number, Caller caller)
    {
        var word = $"secret{number}x";
        var owner = new Owner(word, caller, (UInt128)(uint)(1000 + number), (ulong)(500 + number));
        var resource = new AttributeList();
        resource.Add("service.name", word);
        resource.Add("word", word);
        var batch = new SpanBatch();
        var span = batch.Add();
        (span.Tenant, span.TraceId, span.SpanId, span.Name, span.Key) = (new Tenant(caller.Organization, caller.Project), owner.Trace, owner.Span, $"name {word}", caller.KeyId);
        (span.StartNs, span.EndNs) = (TraceIds.Ns(ApiHost.Now.AddMinutes(-number)), TraceIds.Ns(ApiHost.Now.AddMinutes(-number)) + 1_000_000);
        (span.Session, span.User, span.RequestModel, span.Operation, span.StatusText, span.ErrorType) = ("ses " + word, "user " + word, "model " + word, "chat", "told " + word, "type " + word);
        span.Origin = new SpanOrigin { Service = word, ScopeName = word, Resource = resource.Bytes.ToArray() };
        span.Tags.Add("tag " + word);
        span.Attributes.Add("word", "value " + word);
        span.Attributes.Add("strata.request.id", $"req_{owner.Span}");
        span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", Encoding.UTF8.GetBytes("asked " + word)));
        span.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", Encoding.UTF8.GetBytes("said " + word)));
        await host.StoreAsync(batch);
        Assert.Equal(200, (await host.AskAsync(HttpMethod.Post, "/strata/v1/scores", caller, new { scores = new[] { new { trace_id = TraceIds.Trace(owner.Trace), name = "secret", comment = "by " + word } } })).Status);
        Assert.Equal(201, (await host.AskAsync(HttpMethod.Post, "/strata/v1/views", caller, new { kind = "page", name = "view " + word, content = "/traces?filter=" + word })).Status);
        return owner;
    }
}
