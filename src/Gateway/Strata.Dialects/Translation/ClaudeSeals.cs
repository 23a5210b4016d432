namespace Strata.Dialects.Translation;

/// <summary>Whose reasoning Claude models read back: signatures hold on every platform that serves the models.</summary>
internal static class ClaudeSeals
{
    /// <summary>The dialect of Anthropic's own platform.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Whether a seal of this origin is read.</summary>
    public static bool Reads(string origin) => origin is Anthropic or "bedrock";
}
