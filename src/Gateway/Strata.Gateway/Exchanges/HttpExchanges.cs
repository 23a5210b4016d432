using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Dialects.Wire;
using Strata.Gateway.Answers;
using Strata.Gateway.Options;
using Strata.Gateway.Upstreams;

namespace Strata.Gateway.Exchanges;

/// <summary>Begins exchanges with providers over HTTP: picks the dialect, builds the message, signs it.</summary>
internal sealed class HttpExchanges(UpstreamChannels channels, DialectTable dialects, Live<GatewayOptions> options, TimeProvider time)
{
    private const string AnthropicVersion = "2023-06-01";

    public async ValueTask<Result<Exchange>> BeginAsync(AttemptStart start, CancellationToken cancellationToken)
    {
        var (request, deployment) = (start.Request, start.Deployment);
        if (TextPath.Find(request, deployment, dialects, start.Shape.NeedsSteps) is not { } path || deployment.Url(path.Operation) is not { } url)
        {
            return new Problem(ProblemCode.NotImplemented, $"The provider of '{request.Scan.Model}' does not offer this endpoint.");
        }

        var asksUsage = request.Stream && deployment.Provider.Quirks.AsksUsage;
        var translated = default(PooledBuffer);
        IReadOnlyList<ReadOnlyMemory<byte>> parts;
        IReadOnlyDictionary<string, string>? headers = null;
        if (path.IsWire && request.IsIntact)
        {
            parts = request.Surface.Wire.Splice(request.Body, request.Scan, new SpliceOptions(deployment.RemoteModel, asksUsage));
        }
        else
        {
            translated = new PooledBuffer();
            if (!Write(start, path, translated).Try(out var written, out var problem))
            {
                translated.Dispose();
                return problem;
            }

            parts = [translated.Memory];
            headers = written.Headers;
        }

        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new SplicedContent(parts, SplicedContent.Json) };
        Address(message, start, path, headers);
        await CallSigner.SignAsync(message, deployment.Provider, start.Candidate.Credential, cancellationToken);
        var ask = new HttpAsk
        {
            Channel = channels.For(deployment.Provider),
            Message = message,
            Body = translated,
            Source = path.Source,
            Splitter = Splitters.Of(path.Source.Framing),
            Clocks = start.Candidate.Clocks,
            Time = time,
            Model = request.Scan.Model,
            Stream = request.Stream,
            IsSameDialect = ReferenceEquals(path.Source, request.Surface.Dialect ?? request.Surface.Errors),
            PromptEstimate = request.Scan.PromptEstimate,
            AnswerBytesMax = options.Current.AnswerBytesMax,
            CallerToken = start.CallerToken,
        };
        start.Record.Dialect = path.Source.Name;
        return new HttpExchange(start, ask, PassageOf(start, path, asksUsage));
    }

    private static Passage PassageOf(AttemptStart start, TextPath path, bool asksUsage)
    {
        var (request, shape) = (start.Request, start.Shape);
        if (path.IsWire)
        {
            return new WirePassage(request.Surface.Wire, shape, stripsUsage: asksUsage && !request.Scan.IncludeUsage);
        }

        return new CanonicalPassage(path.Source, shape, start.Output ?? shape.OpenOutput());
    }

    private static Result<WrittenRequest> Write(AttemptStart start, TextPath path, PooledBuffer output)
    {
        var (request, quirks) = (start.Request, start.Deployment.Provider.Quirks);
        if (!request.Canonical().Try(out var canonical, out var problem))
        {
            return problem;
        }

        var profile = new WriteProfile(start.Deployment.RemoteModel)
        {
            Stream = request.Stream,
            AsksUsage = quirks.AsksUsage,
            UsesMaxTokens = quirks.UsesMaxTokens,
            TakesCacheControl = quirks.TakesCacheControl,
        };
        var written = path.Source.WriteRequest(canonical, profile, output);
        if (written.IsOk && written.Value.Notes.Count > 0)
        {
            start.Record.Notes = written.Value.Notes;
        }

        return written;
    }

    private static void Address(HttpRequestMessage message, AttemptStart start, TextPath path, IReadOnlyDictionary<string, string>? written)
    {
        var provider = start.Deployment.Provider;
        foreach (var (name, value) in provider.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (path.Source.Name == "anthropic")
        {
            if (provider.Quirks.AnthropicBodyVersion is null && !start.Request.DialectHeaders.Any(h => h.Key == "anthropic-version"))
            {
                message.Headers.TryAddWithoutValidation("anthropic-version", AnthropicVersion);
            }
        }

        if (ReferenceEquals(path.Source, start.Request.Surface.Dialect))
        {
            foreach (var (name, value) in start.Request.DialectHeaders)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        foreach (var (name, value) in written ?? System.Collections.Frozen.FrozenDictionary<string, string>.Empty)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
