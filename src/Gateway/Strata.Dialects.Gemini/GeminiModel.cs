namespace Strata.Dialects.Gemini;

/// <summary>A model as Google's clients list it.</summary>
/// <param name="Name">Its name, without <c>models/</c>.</param>
/// <param name="ContextTokens">What it reads at most; null where unknown.</param>
/// <param name="OutputTokensMax">What it writes at most; null where unknown.</param>
/// <param name="Methods">What it can do, for instance <c>generateContent</c>, <c>countTokens</c>, <c>embedContent</c>.</param>
public sealed record GeminiModel(string Name, long? ContextTokens, long? OutputTokensMax, IReadOnlyList<string> Methods);
