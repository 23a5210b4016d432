using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Storage;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Server.Tests.Support;

/// <summary>Brings the test's models, and endpoints that fail in ways an edge must survive.</summary>
internal sealed class EchoModule(EchoHost host) : IStrataModule
{
    public string Name => "test";

    public IReadOnlyList<Migration> Migrations => [];

    /// <summary>The word last put in force.</summary>
    public string Word { get; private set; } = "";

    public Action Configure(ConfigReader section)
    {
        var word = section.Text("word", "none", "Any word.");
        section.Integer("number", 1, (1, 9), "A digit.");
        return word != "trap" ? () => Word = word : throw new InvalidOperationException("A defect of a module.");
    }

    public void Add(IServiceCollection services) => services.AddSingleton<IModelHost>(host);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var tests = endpoints.MapGroup("").ExcludeFromDescription();
        tests.MapGet("/strata/v1/test/bug", Context => throw new InvalidOperationException("secret detail"));
        tests.MapGet("/strata/v1/test/full", Context => throw new IOException("No space left on device", 28));
        tests.MapGet("/strata/v1/test/owner", () => "hello").RequireRole(Role.Owner);
        tests.MapPost("/strata/v1/test/change", () => "changed").RequireRole(Role.Admin);
        tests.MapGet("/strata/v1/test/word", () => Word);
    }
}
