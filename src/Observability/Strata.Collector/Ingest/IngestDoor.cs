using Strata.Collector.Bodies;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Otlp;

namespace Strata.Collector.Ingest;

/// <summary>What HTTP and gRPC share: may the caller write, the body, the signal's ingest, the figures.</summary>
internal sealed class IngestDoor(IEnumerable<IIngest> ingests, BodyReader bodies, IngestMetrics metrics, Live<CollectorOptions> options)
{
    /// <summary>The word of the layer in a key's scopes.</summary>
    public const string Scope = "telemetry";

    private readonly Dictionary<OtlpSignal, IIngest> bySignal = ingests.ToDictionary(i => i.Signal);

    public CollectorOptions Options => options.Current;

    /// <summary>Why a caller may not send telemetry; null where it may.</summary>
    public static Problem? Refusal(Caller? caller) => caller switch
    {
        null => new Problem(ProblemCode.Unauthenticated, "No valid API key was given. Send it as 'authorization: Bearer KEY' or 'x-strata-key: KEY'."),
        _ when !caller.Is(Role.Service) => new Problem(ProblemCode.Forbidden, $"The key '{caller.KeyName}' may only read; sending telemetry needs a key of role service or above."),
        _ when !caller.MayUse(Scope) => new Problem(ProblemCode.Forbidden, $"The key '{caller.KeyName}' may not use telemetry: its scopes leave it out."),
        _ => null,
    };

    /// <summary>Reads a body and stores what it holds.</summary>
    public async ValueTask<Result<IngestAnswer>> TakeAsync(
        OtlpSignal signal, OtlpEncoding encoding, (Stream From, bool Zipped) sent, Caller caller, CancellationToken cancellationToken)
    {
        var read = await bodies.ReadAsync(sent.From, sent.Zipped, options.Current, cancellationToken);
        if (!read.Try(out var body, out var problem))
        {
            metrics.Count(signal, Outcome(problem), 0, default);
            return problem;
        }

        using (body)
        {
            var answer = await bySignal[signal].TakeAsync(body.Memory, encoding, caller, cancellationToken);
            metrics.Count(signal, answer.IsOk ? "taken" : Outcome(answer.Problem), body.Length, answer.IsOk ? answer.Value : default);
            return answer.IsOk ? answer : Said(answer.Problem);
        }
    }

    private static string Outcome(Problem problem) => ProblemTable.Row(problem.Code).Code;

    /// <summary>Exporters try again on 429, 502, 503 and 504 alone: a full disk is one of those, for them.</summary>
    private static Problem Said(Problem problem) => problem.Code switch
    {
        ProblemCode.StorageFailed => new Problem(ProblemCode.Unavailable, problem.Message) { RetryAfter = problem.RetryAfter ?? TimeSpan.FromSeconds(30) },
        ProblemCode.Unavailable or ProblemCode.Overloaded when problem.RetryAfter is null => problem with { RetryAfter = TimeSpan.FromSeconds(1) },
        _ => problem,
    };
}
