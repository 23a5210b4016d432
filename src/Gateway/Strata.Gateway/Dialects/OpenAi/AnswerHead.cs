namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>What every object of one answer repeats.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">The model as asked for.</param>
/// <param name="Fingerprint">Changes with the model's weights.</param>
internal sealed record AnswerHead(string Id, long Created, string Model, string Fingerprint);
