using System.Text;
using System.Text.Json;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;

namespace Strata.Management.Tests;

/// <summary>A gateway with its management, and its API in few words.</summary>
internal static class Api
{
    private static readonly HttpMethod Patch = HttpMethod.Patch;

    public static Task<TestHost> StartAsync(GatewayOptions? options = null) => TestHost.StartAsync(options, beside: new ManagementModule());

    public static Task<JsonElement> GetAsync(this TestHost host, string path, string? secret = null) => host.JsonAsync(HttpMethod.Get, "/strata/v1" + path, secret: secret);

    public static Task<JsonElement> MakeAsync(this TestHost host, string path, string body, string? secret = null) => host.JsonAsync(HttpMethod.Post, "/strata/v1" + path, body, secret);

    public static Task<JsonElement> PutAsync(this TestHost host, string path, string body, string? secret = null) => host.JsonAsync(HttpMethod.Put, "/strata/v1" + path, body, secret);

    public static Task<JsonElement> ChangeAsync(this TestHost host, string path, string body, string? secret = null) => host.JsonAsync(Patch, "/strata/v1" + path, body, secret);

    public static async Task<int> DeleteAsync(this TestHost host, string path, string? secret = null)
    {
        using var response = await host.SendAsync(HttpMethod.Delete, "/strata/v1" + path, null, secret);
        return (int)response.StatusCode;
    }

    /// <summary>Status and body of anything.</summary>
    public static async Task<(int Status, string Body)> AskAsync(this TestHost host, string method, string path, string? body, string? secret)
    {
        using var response = await host.SendAsync(new HttpMethod(method), path, body is null ? null : Encoding.UTF8.GetBytes(body), secret);
        return ((int)response.StatusCode, Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(TestHost.Token)));
    }

    public static async Task<string> ChatAsync(this TestHost host, string? secret = null, string model = "fake", string more = "")
    {
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model, more: more), secret);
        return response.Headers.GetValues("x-request-id").Single();
    }

    public static JsonElement[] Data(this JsonElement answer) => [.. answer.GetProperty("data").EnumerateArray()];

    public static string Text(this JsonElement answer, string name) => answer.GetProperty(name).ToString();

    public static string? Code(this JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString();
}
