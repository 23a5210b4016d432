using System.Text.Json;

namespace Strata.Gateway.Tests.Support;

/// <summary>Requests.</summary>
internal static class Bodies
{
    public static string Chat(string model = "fake", string text = "Say a few words", bool stream = false, string more = "") =>
        $$"""{"model":{{JsonSerializer.Serialize(model)}},"messages":[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]{{(stream ? ",\"stream\":true" : "")}}{{more}}}""";
}
