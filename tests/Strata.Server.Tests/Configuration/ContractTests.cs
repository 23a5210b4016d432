using System.Text.Json.Nodes;
using Strata.Cli.Local;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Configuration;

public sealed class ContractTests
{
    [Fact]
    public void The_schema_for_editors_is_up_to_date()
    {
        var view = new LocalServer(TimeProvider.System, new Dictionary<string, string> { ["HOME"] = "/home/user" }).ReadConfig(new LocalRequest());
        Contract.Holds("contracts/config-schema.json", view.Schema);
        Assert.Equal("object", (string?)JsonNode.Parse(view.Schema)!["properties"]!["server"]!["type"]);
    }

    [Fact]
    public void The_page_of_keys_is_up_to_date()
    {
        var view = new LocalServer(TimeProvider.System, new Dictionary<string, string> { ["HOME"] = "/home/user" }).ReadConfig(new LocalRequest());
        Contract.Holds("docs/configuration.md", ConfigurationPage.Write(view.Schema));
    }
}
