using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Gateway.Stored;
using Strata.Gateway.Surfaces;
using Strata.Gateway.Upstreams;
using Strata.Http;
using Strata.Routing.Providers;
using Strata.Routing.Signing;

namespace Strata.Gateway.Door;

/// <summary>
/// Files and batches, kept by a provider and pinned to it: what a project made is found by its id, and by nobody else. A new file goes to
/// the provider that <c>x-strata-provider</c> names, else to the first that takes files; a batch goes where its file is.
/// </summary>
internal sealed class FileDoor(UpstreamChannels channels, SignerBook signers, FilePinTable pins, SurfaceTable surfaces, Live<GatewayOptions> options)
{
    private const int ListBytesMax = 4 << 20;

    private IDialect Errors => surfaces.Chat.Errors;

    public async Task RunAsync(HttpContext http, Operation operation, string id, string rest)
    {
        if (!(await PooledBody.ReadAsync(http, options.Current.BodyBytesMax, http.RequestAborted)).Try(out var body, out var problem)
            || !(await ProviderAsync(http, operation, id, body, http.RequestAborted)).Try(out var provider, out problem))
        {
            await Responder.WriteAsync(http, Errors, problem, "");
            return;
        }

        using (body)
        {
            await PassAsync(http, provider, operation, rest, body);
        }
    }

    private async ValueTask<Result<Provider>> ProviderAsync(HttpContext http, Operation operation, string id, PooledBody body, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        id = id.Length > 0 ? id : FileOf(body);
        var name = http.Request.Headers[HeaderWords.Provider].ToString();
        if (id.Length > 0)
        {
            if (await pins.FindAsync(caller.Project, id, cancellationToken) is not { } pin || (caller.Role == Core.Tenancy.Role.Service && pin.KeyId != caller.KeyId))
            {
                return Problem.NotFound($"There is no '{id}' in this project.", "id");
            }

            name = pin.Provider;
        }

        var providers = UpstreamProviders.Join(options.Current).Providers.Select(p => p.Provider);
        return providers.FirstOrDefault(p => (name.Length == 0 || p.Name == name) && p.PathOf(operation) is not null) is { } provider
            ? provider
            : new Problem(ProblemCode.NotImplemented, "No provider here takes files or batches. Models of this process are asked one request at a time.");
    }

    private async Task PassAsync(HttpContext http, Provider provider, Operation operation, string rest, PooledBody body)
    {
        var url = ProviderUrls.Of(provider, operation, "", rest + http.Request.QueryString.Value)!;
        using var message = new HttpRequestMessage(new HttpMethod(http.Request.Method), url);
        if (body.Length > 0)
        {
            message.Content = new SplicedContent([body.Memory], MediaTypeHeaderValue.Parse(http.Request.ContentType ?? "application/json"));
        }

        var call = new SigningCall(http.Request.Method, url) { Operation = operation, Body = body.Memory };
        if (!(await signers.SignAsync(provider, provider.Credentials[0], call, new MessageHeaders(message), http.RequestAborted)).Try(out _, out var problem))
        {
            await Responder.WriteAsync(http, Errors, problem, "");
            return;
        }

        try
        {
            using var answer = await channels.For(provider).SendAsync(message, http.RequestAborted);
            await CopyAsync(http, provider, answer, isList: HttpMethods.IsGet(http.Request.Method) && rest.Length == 0);
        }
        catch (HttpRequestException)
        {
            await Responder.WriteAsync(http, Errors, Faults.Unreachable(provider.Name).Problem with { Message = "The provider of files could not be reached. Try again." }, "");
        }
    }

    private async Task CopyAsync(HttpContext http, Provider provider, HttpResponseMessage answer, bool isList)
    {
        http.Response.StatusCode = answer.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden ? StatusCodes.Status502BadGateway : (int)answer.StatusCode;
        var type = answer.Content.Headers.ContentType;
        http.Response.ContentType = type?.ToString();
        if (type?.MediaType != "application/json" || answer.Content.Headers.ContentLength > ListBytesMax || !answer.IsSuccessStatusCode)
        {
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        var text = await answer.Content.ReadAsStringAsync(http.RequestAborted);
        var caller = http.Caller();
        var said = isList ? Own(text, await pins.IdsAsync(caller.Project, http.RequestAborted)) : text;
        foreach (var id in isList || !HttpMethods.IsPost(http.Request.Method) ? [] : IdsOf(text))
        {
            await pins.AddAsync(new FilePin(id, caller.Project, caller.KeyId, provider.Name), http.RequestAborted);
        }

        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(said), http.RequestAborted);
    }

    /// <summary>The file that a batch is made of.</summary>
    private static string FileOf(PooledBody body)
    {
        try
        {
            return body.Span is [(byte)'{', ..] && JsonNode.Parse(body.Span) is JsonObject json && json["input_file_id"] is JsonValue id ? id.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>What was made: its id, and the files that a batch writes.</summary>
    private static IEnumerable<string> IdsOf(string text)
    {
        var json = JsonNode.Parse(text) as JsonObject;
        foreach (var name in (string[])["id", "output_file_id", "error_file_id"])
        {
            if (json?[name] is JsonValue value && value.ToString() is { Length: > 0 and <= 256 } id)
            {
                yield return id;
            }
        }
    }

    /// <summary>A provider's list, less what is not this project's.</summary>
    private static string Own(string text, IReadOnlySet<string> ids)
    {
        if (JsonNode.Parse(text) is not JsonObject list || list["data"] is not JsonArray data)
        {
            return "{\"object\":\"list\",\"data\":[]}";
        }

        for (var i = data.Count - 1; i >= 0; i--)
        {
            if (data[i]?["id"]?.ToString() is not { } id || !ids.Contains(id))
            {
                data.RemoveAt(i);
            }
        }

        return list.ToJsonString();
    }
}
