using Strata.Budgets.Estimates;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Upstreams;

namespace Strata.Gateway.Exchanges;

/// <summary>Begins exchanges with providers over HTTP: picks the dialect, builds the message, signs it.</summary>
internal sealed class HttpExchanges(UpstreamChannels channels, SignerBook signers, PromptEstimate prompts, DialectTable dialects, Live<GatewayOptions> options, TimeProvider time)
{
    public async ValueTask<Result<Exchange>> BeginAsync(AttemptStart start, CancellationToken cancellationToken)
    {
        var (request, deployment) = (start.Request, start.Deployment);
        if (TextPath.Find(request, deployment, dialects, start.Shape.NeedsSteps) is not { } path || Url(deployment, path) is not { } url)
        {
            if (request.Surface.Counts is not null)
            {
                return Estimate(start);
            }

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
            if (!(path.Embeds is null ? Write(start, path, translated) : WriteVectors(start, path, translated)).Try(out var written, out var problem))
            {
                translated.Dispose();
                return problem;
            }

            parts = [translated.Memory];
            headers = written.Headers;
        }

        var message = new UpstreamRequest(url, request is { ContentType: { } form, Surface.IsRaw: true } ? form : "application/json", parts);
        Own(message, start, path, headers);
        var call = new SigningCall("POST", url) { Operation = path.Operation, Body = start.Candidate.Credential.Style == AuthStyle.SigV4 ? Whole(parts) : default };
        if (!(await signers.SignAsync(deployment.Provider, start.Candidate.Credential, call, message, cancellationToken)).Try(out _, out var unsigned))
        {
            translated?.Dispose();
            return unsigned;
        }

        var ask = new HttpAsk
        {
            Channel = channels.ChannelOf(deployment.Provider),
            Request = message,
            Body = translated,
            Source = path.Source,
            Splitter = Splitters.Of(path.Source.Framing),
            Clocks = start.Candidate.Clocks,
            Time = time,
            Model = request.Scan.Model,
            Stream = request.Stream,
            IsRaw = request.Surface.IsRaw && request.Surface.Counts is null,
            IsSameDialect = ReferenceEquals(path.Source, request.Surface.Dialect ?? request.Surface.Errors),
            PromptEstimate = request.Scan.PromptEstimate,
            AnswerBytesMax = options.Current.AnswerBytesMax,
            CallerToken = start.CallerToken,
        };
        start.Record.Dialect = path.Source.Name;
        var passage = PassageOf(start, path, asksUsage);
        return new HttpExchange(start, ask, start.Injection is { Kind: InjectionKind.CutAfter, Number: var pieces } ? new CutPassage(passage, pieces) : passage);
    }

    private Passage PassageOf(AttemptStart start, TextPath path, bool asksUsage)
    {
        var (request, shape) = (start.Request, start.Shape);
        if (path.IsWire)
        {
            return new WirePassage(request.Surface.Wire, shape, stripsUsage: asksUsage && !request.Scan.IncludeUsage);
        }

        if (path.Embeds is { } embeds)
        {
            return new EmbeddingPassage(embeds, request.Surface.Embeds!, request.Vectors!, shape);
        }

        var head = shape.Head with
        {
            PromptTokens = prompts.For(start.Record.Deployment, request.Scan.PromptEstimate), // dialects that open with it say at least about how many
            Request = request.OwnInput ?? (request.Canonical().Try(out var asked, out _) ? asked : null),
        };
        var written = shape.With(head);
        return new CanonicalPassage(path.Source, written, start.Output ?? written.OpenOutput());
    }

    /// <summary>The provider offers no count: four bytes a token, said so.</summary>
    private static Result<Exchange> Estimate(AttemptStart start)
    {
        start.Record.Notes = [new TranslationNote("count", "estimated: the provider offers no count")];
        return new CountExchange(start, (start.Request.Body.Length + 3L) / 4); // system and tools count too
    }

    private static Uri? Url(Deployment deployment, in TextPath path) =>
        deployment.Url(path.Operation) is { } url && path.Operation == Operation.EmbedContent
            ? new Uri(url.AbsoluteUri.Replace(":embedContent", ":batchEmbedContents", StringComparison.Ordinal))
            : deployment.Url(path.Operation);

    private static Result<WrittenRequest> WriteVectors(AttemptStart start, TextPath path, PooledBuffer output)
    {
        var request = start.Request;
        if (!request.Surface.Embeds!.ReadRequest(request.Body, request.Target).Try(out var vectors, out var problem))
        {
            return problem;
        }

        request.Vectors = vectors;
        return path.Embeds!.WriteRequest(vectors, new WriteProfile(start.Deployment.RemoteModel), output);
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

    /// <summary>The headers that belong to the dialect: the caller's own where it speaks the same, the writer's where it was translated.</summary>
    private static void Own(UpstreamRequest sink, AttemptStart start, TextPath path, IReadOnlyDictionary<string, string>? written)
    {
        if (ReferenceEquals(path.Source, start.Request.Surface.Dialect))
        {
            foreach (var (name, value) in start.Request.DialectHeaders)
            {
                sink.Set(name, value);
            }
        }

        if (written is not null)
        {
            foreach (var (name, value) in written)
            {
                sink.Set(name, value);
            }
        }
    }

    private static ReadOnlyMemory<byte> Whole(IReadOnlyList<ReadOnlyMemory<byte>> parts) => parts.Count == 1 ? parts[0] : parts.SelectMany(p => p.ToArray()).ToArray();
}
