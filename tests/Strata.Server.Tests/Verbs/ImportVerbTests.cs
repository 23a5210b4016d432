using System.Text.RegularExpressions;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Verbs;

public sealed partial class ImportVerbTests : IDisposable
{
    private const string LiteLlm = """
        model_list:
          - model_name: fast
            litellm_params:
              model: azure/gpt-mini
              api_base: https://one.openai.azure.com
              api_key: os.environ/AZURE_KEY
              api_version: "2024-10-21"
              rpm: 600
              timeout: 30
          - model_name: fast
            litellm_params: { model: openai/gpt-mini, api_key: sk-live-spelled-out, weight: 2, drop_everything: true }
            model_info: { input_cost_per_token: 0.00000015, output_cost_per_token: 6e-7 }
          - model_name: deep
            litellm_params: { model: anthropic/big-one, api_key: os.environ/ANTHROPIC_KEY }
          - model_name: own
            litellm_params: { model: openai/llama, api_base: http://10.0.0.7:8000/v1, tpm: 90000 }
          - model_name: cloud
            litellm_params: { model: bedrock/converse/some.model-v1:0, aws_region_name: us-east-1 }
          - model_name: "openai/*"
            litellm_params: { model: openai/*, api_key: os.environ/OPENAI_KEY }
        router_settings:
          routing_strategy: latency-based-routing
          num_retries: 2
          allowed_fails: 3
          cooldown_time: 30
          model_group_alias: { quick: fast }
          redis_host: cache.internal
        litellm_settings:
          fallbacks: [{ fast: [deep, own] }, { fast: [nobody] }]
          context_window_fallbacks: [{ fast: [deep] }]
          cache: true
        general_settings:
          master_key: sk-1234
        """;

    private const string Portkey = """
        { "strategy": { "mode": "fallback", "on_status_codes": [429] }, "retry": { "attempts": 2 }, "request_timeout": 20000, "cache": { "mode": "simple" },
          "targets": [
            { "provider": "openai", "api_key": "sk-live-spelled-out", "override_params": { "model": "gpt-mini", "temperature": 0 } },
            { "strategy": { "mode": "loadbalance" }, "targets": [
              { "provider": "anthropic", "api_key": "sk-2", "weight": 3, "override_params": { "model": "big-one" } },
              { "virtual_key": "mistral-team", "weight": 1 } ] } ] }
        """;

    private readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_LiteLlm_configuration_becomes_one_that_the_check_accepts()
    {
        var (code, yaml, notes) = await ImportAsync(LiteLlm, "yaml");
        Assert.Equal(0, code);
        Assert.DoesNotContain("sk-", yaml, StringComparison.Ordinal);
        Assert.Contains("key: \"${AZURE_KEY}\"", yaml, StringComparison.Ordinal);
        Assert.Contains("deployment: azure/gpt-mini, weight: 600", yaml, StringComparison.Ordinal);
        Assert.Contains("openai/gpt-mini: { input: 0.15, output: 0.6 }", yaml, StringComparison.Ordinal);
        Assert.Contains("deployment: azure/gpt-mini, requests: 600", yaml, StringComparison.Ordinal);
        Assert.Contains("general: [deep, own]", yaml, StringComparison.Ordinal);
        Assert.Contains("models: [fast, quick]", yaml, StringComparison.Ordinal);
        Assert.Contains("bedrock/some.model-v1:0", yaml, StringComparison.Ordinal);
        Assert.Contains("in_a_row: 4", yaml, StringComparison.Ordinal);
        foreach (var word in (string[])["drop_everything", "redis_host", "nobody", "master_key", "cache", "spelled out", "star"])
        {
            Assert.Contains(word, notes, StringComparison.Ordinal);
        }

        await CheckAsync(yaml);
    }

    [Fact]
    public async Task A_Portkey_configuration_becomes_one_that_the_check_accepts()
    {
        var (code, yaml, notes) = await ImportAsync(Portkey, "json", "--model", "small");
        Assert.Equal(0, code);
        Assert.DoesNotContain("sk-", yaml, StringComparison.Ordinal);
        Assert.Contains("deployment: openai/gpt-mini }", yaml, StringComparison.Ordinal);
        Assert.Contains("deployment: anthropic/big-one, weight: 3, priority: 1", yaml, StringComparison.Ordinal);
        Assert.Contains("deployment: mistral-team/small, priority: 1", yaml, StringComparison.Ordinal);
        Assert.Contains("attempts_max: 3", yaml, StringComparison.Ordinal);
        Assert.Contains("total: 20s", yaml, StringComparison.Ordinal);
        foreach (var word in (string[])["on_status_codes", "temperature", "cache", "mistral-team"])
        {
            Assert.Contains(word, notes, StringComparison.Ordinal);
        }

        await CheckAsync(yaml);
    }

    [Fact]
    public async Task Conditions_of_Portkey_become_routes_of_their_own()
    {
        const string Conditional = """
            { "strategy": { "mode": "conditional", "default": "b", "conditions": [
                { "query": { "metadata.plan": { "$eq": "paid" } }, "then": "a" }, { "query": { "params.model": { "$eq": "x" } }, "then": "a" } ] },
              "targets": [ { "name": "a", "provider": "openai", "override_params": { "model": "m1" } }, { "name": "b", "provider": "groq", "override_params": { "model": "m2" } } ] }
            """;
        var (code, yaml, notes) = await ImportAsync(Conditional, "json", "--model", "m");
        Assert.Equal(0, code);
        Assert.Contains("subject: metadata.plan, is: [paid]", yaml, StringComparison.Ordinal);
        Assert.Contains("params.model", notes, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(yaml, "targets:"));
        await CheckAsync(yaml);
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_in_words()
    {
        foreach (var (text, args) in new (string, string[])[]
        {
            ("", []), ("a: b", []), ("[1, 2]", []), ("{\"a\":", []),
            ("a: [", []), ("model_list: []", []), ("model_list: [{}]", []), (LiteLlm, ["--from", "nginx"]), (new string('x', 2 << 20), []), ("{\"targets\":[{}]}", []),
        })
        {
            var (code, yaml, errors) = await ImportAsync(text, "txt", args);
            Assert.NotEqual(0, code);
            Assert.Equal("", yaml);
            Assert.StartsWith("strata: ", errors, StringComparison.Ordinal);
        }

        Assert.NotEqual(0, (await CliRun.RunAsync(null, home.Path, "gateway", "import", Path.Combine(home.Path, "not-there"))).Code);
    }

    [Fact]
    public async Task Damaged_files_are_read_or_refused_and_never_break_the_reader()
    {
        var random = new Random(11);
        for (var round = 0; round < 150; round++)
        {
            var text = (round % 2 == 0 ? LiteLlm : Portkey).ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                text[random.Next(text.Length)] = (char)random.Next(random.Next(4) == 0 ? 0x3000 : 0x7F);
            }

            var damaged = new string(text)[..random.Next(text.Length / 2, text.Length)];
            var (code, yaml, errors) = await ImportAsync(damaged, "txt", "--model", "m");
            Assert.True(code is 0 or 1 or 2, $"{code}: {errors}\n{damaged}");
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
            if (code == 0)
            {
                Assert.DoesNotContain("is not YAML", (await ConfigAsync(yaml)).Out, StringComparison.Ordinal);
            }
        }
    }

    private async Task<(int Code, string Out, string Errors)> ImportAsync(string text, string extension, params string[] more)
    {
        var file = Path.Combine(home.Path, "theirs." + extension);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await CliRun.RunAsync(null, home.Path, ["gateway", "import", file, .. more]);
    }

    private async Task CheckAsync(string yaml)
    {
        var (code, said, _) = await ConfigAsync(yaml);
        Assert.True(code == 0, said + yaml);
    }

    private async Task<(int Code, string Out, string Errors)> ConfigAsync(string yaml)
    {
        var file = Path.Combine(home.Path, "ours.yaml");
        await File.WriteAllTextAsync(file, Variable().Replace(yaml, "x"), TestContext.Current.CancellationToken);
        return await CliRun.RunAsync(null, home.Path, "config", "check", "--config", file);
    }

    [GeneratedRegex(@"\$\{[A-Z0-9_]+\}")]
    private static partial Regex Variable();
}
