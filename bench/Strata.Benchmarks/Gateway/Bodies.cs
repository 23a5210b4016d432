namespace Strata.Benchmarks.Gateway;

/// <summary>The requests of the race: 1.1 kB with a system and a user message, as most calls are.</summary>
internal static class Bodies
{
    private static readonly string User = string.Join(' ', Enumerable.Range(0, 150).Select(i => $"word{i % 10}"));

    public static string Plain(string model = "bench", int userBytes = 900) =>
        $$"""{"model":"{{model}}","temperature":0.7,"max_tokens":256,{{Messages(userBytes)}}}""";

    public static string Stream(string model = "bench") =>
        $$"""{"model":"{{model}}","temperature":0.7,"max_tokens":256,"stream":true,"stream_options":{"include_usage":true},{{Messages(900)}}}""";

    private static string Messages(int bytes)
    {
        var text = bytes <= User.Length ? User[..bytes] : string.Concat(Enumerable.Repeat(User + " ", (bytes / User.Length) + 1))[..bytes];
        return $$"""
            "messages":[{"role":"system","content":"You are a careful assistant. Answer in plain words, and say so when you do not know."},{"role":"user","content":"{{text}}"}]
            """.Trim();
    }
}
