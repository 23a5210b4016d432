using Strata.Routing.Options;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Upstream;

namespace Strata.Tests.Shared.Gateway;

/// <summary>The scripted upstream as a provider of one of its dialects.</summary>
internal static class Providers
{
    /// <param name="name">The provider's name.</param>
    /// <param name="dialect"><c>openai.chat</c>, <c>openai.responses</c>, <c>anthropic</c> or <c>gemini</c>.</param>
    /// <param name="root">Scheme, host and port.</param>
    /// <param name="clocks">Its clocks.</param>
    public static ProviderOptions Of(string name, string dialect, string root, CallClocks? clocks = null)
    {
        var (kind, path) = dialect switch
        {
            "anthropic" => ("anthropic-compatible", "/v1/"),
            "gemini" => ("gemini", "/v1beta/"),
            _ => ("openai-compatible", "/v1/"),
        };
        var found = ProviderKinds.Find(kind)!;
        return new ProviderOptions
        {
            Provider = new Provider
            {
                Name = name,
                Kind = found,
                Url = new Uri(root + path),
                Credentials = [new Credential { Name = "one", Style = found.Auth, Secret = ScriptedUpstream.Key }],
                Dialects = dialect == "openai.responses" ? [dialect] : kind == "openai-compatible" ? ["openai.chat", "openai.completions"] : found.Dialects,
                Quirks = found.Quirks,
                Clocks = clocks ?? new CallClocks(),
            },
            AnyModel = true,
        };
    }
}
