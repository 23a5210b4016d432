namespace Strata.Dialects.Gemini;

/// <summary>Words that several files of the dialect share.</summary>
internal static class GeminiNames
{
    public const string Dialect = "gemini";

    public const string Signature = "thoughtSignature";

    /// <summary>What Google documents to send with calls of other models, which have no signature (ai.google.dev, thought signatures).</summary>
    public const string NoSignature = "skip_thought_signature_validator";

    public const int StopsMax = 64;
    public const int CandidatesMax = 16;
}
