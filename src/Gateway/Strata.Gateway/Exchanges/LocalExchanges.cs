using System.Globalization;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Gateway.Answers;
using Strata.Dialects.Local;

namespace Strata.Gateway.Exchanges;

/// <summary>Begins exchanges with models of this process: reads the whole request, renders and counts its prompt.</summary>
internal sealed class LocalExchanges(IModelHost host, TimeProvider time)
{
    /// <param name="start">The attempt.</param>
    /// <param name="opened">The model, where the call opened it already.</param>
    /// <param name="isOnly">Whether no other target could answer.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async ValueTask<Result<Exchange>> BeginAsync(AttemptStart start, ITextModel? opened, bool isOnly, CancellationToken cancellationToken)
    {
        var request = start.Request;
        if (request.Surface.Embeds is not null)
        {
            return await VectorsAsync(start, opened, cancellationToken);
        }

        if (request.Surface is { Dialect: null, Counts: null })
        {
            return Problem.Unsupported("model", $"The model '{request.Scan.Model}' writes text; it makes no {request.Surface.Operation}. Ask a model of an upstream that does.");
        }

        if (!request.Canonical().Try(out var canonical, out var problem))
        {
            return problem;
        }

        var model = opened;
        if (model is null && !(await host.OpenAsync(start.Deployment.RemoteModel, cancellationToken)).Try(out model, out problem))
        {
            return problem;
        }

        if (!LocalRequest.From(canonical, model.Description).Try(out var generation, out problem) || !model.Prepare(generation).Try(out var prompt, out problem))
        {
            await (opened is null ? model.DisposeAsync() : ValueTask.CompletedTask);
            return problem;
        }

        start.Record.Dialect = "strata";
        if (request.Surface.Counts is not null)
        {
            await (opened is null ? model.DisposeAsync() : ValueTask.CompletedTask);
            return new CountExchange(start, prompt.PromptTokens);
        }

        var head = start.Shape.Head with { PromptTokens = prompt.PromptTokens, Fingerprint = Fingerprint(model.Description), Request = canonical };
        var shape = start.Shape.With(head);
        var passage = new CanonicalPassage(null, shape, start.Output ?? (request.Stream ? shape.OpenOutput() : null));
        return new LocalExchange(start, new LocalUse(model, prompt, opened is null, isOnly, generation.Tools is null ? null : head.Id), passage, time);
    }

    /// <summary>Vectors of a model of this process.</summary>
    private async ValueTask<Result<Exchange>> VectorsAsync(AttemptStart start, ITextModel? opened, CancellationToken cancellationToken)
    {
        if (!start.Request.Surface.Embeds!.ReadRequest(start.Request.Body, start.Request.Target).Try(out var vectors, out var problem))
        {
            return problem;
        }

        start.Record.Dialect = "strata";
        var model = opened;
        return model is null && !(await host.OpenAsync(start.Deployment.RemoteModel, cancellationToken)).Try(out model, out problem) ? problem : new LocalVectors(start, model, vectors, opened is null);
    }

    private static string Fingerprint(ModelDescription model) =>
        "fp_" + model.SizeBytes.ToString("x", CultureInfo.InvariantCulture) + (model.Quantization.Length > 0 ? "_" + model.Quantization.ToLowerInvariant() : "");
}
