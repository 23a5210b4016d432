using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Gateway.Surfaces;
using Strata.Gateway.Upstreams;
using Strata.Http;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Stored.Batches;
using Strata.Stored.Files;
using Strata.Upstreams;

namespace Strata.Gateway.Door;

/// <summary>
/// Files and batches, kept by a provider and pinned to it: what a project made is found by its id, and by nobody else. A new file goes to
/// the provider that <c>x-strata-provider</c> names, else to the first of the caller's form; a batch goes where its file is, one of messages to
/// a provider of that dialect. What passes of a batch is read for its row (<see cref="BatchBook"/>).
/// </summary>
internal sealed class FileDoor(UpstreamChannels channels, SignerBook signers, FilePinTable pins, BatchBook batches, SurfaceTable surfaces, Live<GatewayOptions> options)
{
    private const int ListBytesMax = 4 << 20;
    private const int PieceBytes = 64 << 10;

    public async Task RunAsync(HttpContext http, FileAsk ask)
    {
        ask = http.Request.Headers.ContainsKey("anthropic-version") ? ask with { Form = BatchForm.Anthropic } : ask; // both have /v1/files
        if (!(await PooledBody.ReadAsync(http, options.Current.BodyBytesMax, http.RequestAborted)).Try(out var body, out var problem)
            || !(await ProviderAsync(http, ask, body, http.RequestAborted)).Try(out var provider, out problem)
            || (ask.MakesBatch(http.Request.Method) && !batches.Admit(http, ask.Form, body.Span).Try(out _, out problem)))
        {
            await Responder.WriteAsync(http, Errors(ask), problem, "");
            return;
        }

        using (body)
        {
            await PassAsync(http, provider, ask, body);
        }
    }

    private IDialect Errors(in FileAsk ask) => (ask.Form == BatchForm.Anthropic ? surfaces.Messages : surfaces.Chat).Errors;

    private async ValueTask<Result<Provider>> ProviderAsync(HttpContext http, FileAsk ask, PooledBody body, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var id = ask.Id.Length > 0 ? ask.Id : FileJson.InputOf(body.Span);
        var name = http.Request.Headers[HeaderWords.Provider].ToString();
        if (id.Length > 0)
        {
            if (await pins.FindAsync(caller.Project, id, cancellationToken) is not { } pin || (caller.Role == Role.Service && pin.KeyId != caller.KeyId))
            {
                return Problem.NotFound($"There is no '{id}' in this project.", "id");
            }

            name = pin.Provider;
        }

        var providers = UpstreamProviders.Join(options.Current).Providers.Select(p => p.Provider);
        return providers.FirstOrDefault(p => (name.Length == 0 ? ask.Suits(p) : p.Name == name) && p.PathOf(ask.Operation) is not null) is { } provider
            ? provider
            : new Problem(
                ProblemCode.NotImplemented,
                "No provider here takes files or batches of this kind. Batches in a form of their own, such as Mistral's, are not passed on: nothing would count them. Ask one request at a time.");
    }

    private async Task PassAsync(HttpContext http, Provider provider, FileAsk ask, PooledBody body)
    {
        var url = ProviderUrls.Of(provider, ask.Operation, "", ask.Rest + http.Request.QueryString.Value)!;
        using var message = new HttpRequestMessage(new HttpMethod(http.Request.Method), url);
        if (body.Length > 0)
        {
            message.Content = new ReadOnlyMemoryContent(body.Memory);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType ?? "application/json");
        }

        var sink = new MessageHeaders(message);
        if (ask.Form == BatchForm.Anthropic)
        {
            sink.Set("anthropic-version", SignerBook.AnthropicVersion);
        }

        foreach (var (header, value) in DialectHeaders.Of(http.Request.Headers, ask.Form == BatchForm.Anthropic ? surfaces.Messages : surfaces.Chat))
        {
            sink.Set(header, value);
        }

        var call = new SigningCall(http.Request.Method, url) { Operation = ask.Operation, Body = body.Memory };
        if (!(await signers.SignAsync(provider, provider.Credentials[0], call, sink, http.RequestAborted)).Try(out _, out var problem))
        {
            await Responder.WriteAsync(http, Errors(ask), problem, "");
            return;
        }

        try
        {
            using var answer = await channels.For(provider).SendAsync(message, http.RequestAborted);
            await CopyAsync(http, provider, answer, ask);
        }
        catch (HttpRequestException)
        {
            await Responder.WriteAsync(http, Errors(ask), Faults.Unreachable(provider.Name).Problem with { Message = "The provider of files could not be reached. Try again." }, "");
        }
    }

    private async Task CopyAsync(HttpContext http, Provider provider, HttpResponseMessage answer, FileAsk ask)
    {
        http.Response.StatusCode = answer.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden ? StatusCodes.Status502BadGateway : (int)answer.StatusCode;
        var type = answer.Content.Headers.ContentType;
        http.Response.ContentType = type?.ToString();
        if (answer.IsSuccessStatusCode && HttpMethods.IsGet(http.Request.Method) && await batches.OfResultsAsync(http.Caller(), ask, http.RequestAborted) is { } batch)
        {
            await ResultsAsync(http, provider, answer, batch);
        }
        else if (type?.MediaType != "application/json" || answer.Content.Headers.ContentLength > ListBytesMax || !answer.IsSuccessStatusCode || ask.IsContent)
        {
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        else
        {
            var text = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
            await http.Response.BodyWriter.WriteAsync(await ObjectAsync(http, provider, ask, text), http.RequestAborted);
        }
    }

    /// <summary>Passes results on and reads them on the way; their row stands before the last of them is told.</summary>
    private async Task ResultsAsync(HttpContext http, Provider provider, HttpResponseMessage answer, Batch batch)
    {
        var results = new BatchResults(batch.Form, batches.WireOf(batch));
        await using var from = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        var pipe = http.Response.BodyWriter;
        for (int read; (read = await from.ReadAsync(pipe.GetMemory(PieceBytes), http.RequestAborted)) > 0;)
        {
            results.Take(pipe.GetSpan(read)[..read]);
            pipe.Advance(read);
            await pipe.FlushAsync(http.RequestAborted);
        }

        results.End();
        await batches.Meter.SettleAsync(batch, provider, results.Uses, "completed", results.IsWhole, CancellationToken.None);
    }

    /// <summary>An object or a list of them, as the caller gets it: what it names is pinned, what is not the project's is left out.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ObjectAsync(HttpContext http, Provider provider, FileAsk ask, byte[] text)
    {
        var caller = http.Caller();
        if (ask.Id.Length == 0 && HttpMethods.IsGet(http.Request.Method))
        {
            var own = await pins.IdsAsync(caller.Project, http.RequestAborted);
            return FileJson.Own(text, own, ask.Form == BatchForm.Anthropic ? id => ResultsAt(http, id) : null);
        }

        var isBatch = ask.Operation == Operation.Batches && !HttpMethods.IsDelete(http.Request.Method);
        if (HttpMethods.IsPost(http.Request.Method) || isBatch)
        {
            foreach (var id in FileJson.IdsOf(text))
            {
                await pins.AddAsync(new FilePin(id, caller.Project, caller.KeyId, provider.Name), http.RequestAborted);
            }
        }

        if (isBatch && BatchState.Read(ask.Form, text) is { } state)
        {
            await batches.SeenAsync(http, ask, provider, state);
        }

        return ask.Form == BatchForm.Anthropic ? FileJson.Addressed(text, id => ResultsAt(http, id)) : text;
    }

    private static string ResultsAt(HttpContext http, string id) => $"{http.Request.Scheme}://{http.Request.Host}/v1/messages/batches/{Uri.EscapeDataString(id)}/results";
}
