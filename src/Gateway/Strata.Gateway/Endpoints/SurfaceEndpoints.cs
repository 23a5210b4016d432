using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Dialects.Gemini;
using Strata.Gateway.Door;
using Strata.Gateway.Surfaces;
using Strata.Http;
using Strata.Routing.Providers;
using Strata.Stored.Batches;

namespace Strata.Gateway.Endpoints;

/// <summary>The paths of every dialect. Plain request delegates: nothing is bound or built before the pipeline's own first step.</summary>
internal sealed class SurfaceEndpoints(IEndpointRouteBuilder endpoints)
{
    private readonly ModelDoor door = endpoints.ServiceProvider.GetRequiredService<ModelDoor>();
    private readonly SurfaceTable surfaces = endpoints.ServiceProvider.GetRequiredService<SurfaceTable>();

    public void Map()
    {
        MapSurface("/v1/chat/completions", surfaces.Chat);
        MapSurface("/v1/completions", surfaces.Completions);
        MapSurface("/v1/embeddings", surfaces.Embeddings);
        MapSurface("/v1/rerank", surfaces.Rerank);
        MapSurface("/v2/rerank", surfaces.Rerank);
        MapSurface("/v1/moderations", surfaces.Moderations);
        MapSurface("/v1/responses", surfaces.Responses);
        MapSurface("/v1/messages", surfaces.Messages);
        MapSurface("/v1/messages/count_tokens", surfaces.CountTokens);
        MapSurface("/v1/images/generations", surfaces.Images);
        MapSurface("/v1/audio/speech", surfaces.Speech);
        MapForm("/v1/images/edits", surfaces.ImageEdits);
        MapForm("/v1/audio/transcriptions", surfaces.Transcriptions);
        MapForm("/v1/audio/translations", surfaces.Translations);
        MapSurface("/api/chat", surfaces.OllamaChat);
        MapSurface("/api/generate", surfaces.OllamaGenerate);
        MapSurface("/api/embed", surfaces.OllamaEmbeddings);
        MapSurface("/api/embeddings", surfaces.OllamaEmbeddings);
        MapFiles("/v1/files", new FileAsk(Operation.Files, BatchForm.OpenAi, "", ""));
        MapFiles("/v1/batches", new FileAsk(Operation.Batches, BatchForm.OpenAi, "", ""));
        MapFiles("/v1/messages/batches", new FileAsk(Operation.Batches, BatchForm.Anthropic, "", ""));
        Post("/v1/models/{**path}", surfaces.Gemini, GeminiAsync);
        Post("/v1beta/models/{**path}", surfaces.Gemini, GeminiAsync);
    }

    private void MapSurface(string path, Surface surface) => Post(path, surface, context => door.RunAsync(context, surface, default, context.RequestAborted));

    /// <summary>A form says in its content type how it is to be read.</summary>
    private void MapForm(string path, Surface surface) => Post(path, surface, context =>
        door.RunAsync(context, context.Request.HasFormContentType ? surface with { Wire = new RawWire(context.Request.ContentType) } : surface, default, context.RequestAborted));

    private void Post(string path, Surface surface, RequestDelegate run) =>
        endpoints.MapPost(path, run).RequireRole(Role.Service).WithMetadata(new DialectProblems(_ => surface.Errors));

    private void MapFiles(string path, FileAsk ask)
    {
        var files = endpoints.ServiceProvider.GetRequiredService<FileDoor>();
        string[] verbs = ["GET", "POST", "DELETE"];
        var problems = new DialectProblems(_ => (ask.Form == BatchForm.Anthropic ? surfaces.Messages : surfaces.Chat).Errors);
        endpoints.MapMethods(path, verbs, context => files.RunAsync(context, ask)).RequireRole(Role.Service).WithMetadata(problems);
        endpoints.MapMethods(path + "/{id}/{**rest}", verbs, context =>
        {
            var (id, rest) = ((string)context.Request.RouteValues["id"]!, (string?)context.Request.RouteValues["rest"]);
            return files.RunAsync(context, ask with { Id = id, Rest = $"/{Uri.EscapeDataString(id)}{(rest is { Length: > 0 } ? "/" + rest : "")}" });
        }).RequireRole(Role.Service).WithMetadata(problems);
    }

    /// <summary>Google's paths name the model and the method; the method decides, since OpenAI's <c>/v1/models/ID</c> stands beside them.</summary>
    private Task GeminiAsync(HttpContext context)
    {
        var target = GeminiTarget.Parse(context.Request.Path.Value!);
        var surface = target?.Verb switch
        {
            "generateContent" => surfaces.Gemini,
            "streamGenerateContent" => GeminiTarget.AsksSse(context.Request.QueryString.Value ?? "") ? surfaces.Gemini : surfaces.GeminiList,
            "countTokens" => surfaces.GeminiCountTokens,
            "embedContent" or "batchEmbedContents" => surfaces.GeminiEmbeddings,
            _ => null,
        };
        if (surface is not null)
        {
            return door.RunAsync(context, surface, target!.Value.Request, context.RequestAborted);
        }

        var problem = new Problem(ProblemCode.NotImplemented, "This method of a model is not offered. generateContent, streamGenerateContent, countTokens and embedContent are.");
        return Responder.WriteAsync(context, surfaces.Gemini.Errors, problem, "");
    }
}
