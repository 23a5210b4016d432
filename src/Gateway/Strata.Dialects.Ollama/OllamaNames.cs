namespace Strata.Dialects.Ollama;

/// <summary>Words and bounds that several files of the dialect share.</summary>
internal static class OllamaNames
{
    public const string Chat = "ollama.chat";
    public const string Generate = "ollama.generate";
    public const string OptionPrefix = "options.";
    public const int StopsMax = 64;

    /// <summary>Whether a request came in one of Ollama's two dialects.</summary>
    public static bool IsOwn(string dialect) => dialect is Chat or Generate;
}
