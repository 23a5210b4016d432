using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

public sealed class ApiDocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_description_of_our_api_is_up_to_date_and_holds_nothing_else()
    {
        var (status, body) = await shared.Server.SendAsync(HttpMethod.Get, "/openapi.json", key: "");
        Assert.Equal(200, status);
        var document = JsonNode.Parse(body)!;
        Assert.All(document["paths"]!.AsObject(), path => Assert.StartsWith("/strata/v1/", path.Key, StringComparison.Ordinal));
        Contract.Holds("contracts/openapi.json", document.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }
}
