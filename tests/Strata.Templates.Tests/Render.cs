using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Templates.Tests;

/// <summary>Shorthands to render small templates.</summary>
internal static class Render
{
    public static Result<RenderedPrompt> Try(string source, string messages = "[]", string extra = "{}") =>
        ChatTemplate.Parse(source, "test").Then(template => template.Render(TemplateArguments.ForJson(JsonDocument.Parse(messages).RootElement) with
        {
            Extra = JsonDocument.Parse(extra).RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value),
            BosToken = "<s>",
        }));

    public static string Text(string source, string messages = "[]", string extra = "{}") => Try(source, messages, extra).Value.Text;

    public static string Failure(string source, string messages = "[]", string extra = "{}") => Try(source, messages, extra).Problem.Message;
}
