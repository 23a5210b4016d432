using System.Text.Json.Nodes;

namespace Strata.Tests.Shared.Upstream;

/// <summary>How the scripted provider says things in one dialect: whole answers, the frames of a stream, errors. A word is a token.</summary>
internal abstract class UpstreamVoice(UpstreamRequest request, string id)
{
    /// <summary>What a called tool is called with.</summary>
    public const string Arguments = "{\"city\":\"Paris\"}";

    protected UpstreamRequest Request => request;

    protected string Id => id;

    protected string Claimed => "claimed-" + request.Model;

    public static UpstreamVoice Of(UpstreamRequest request, int turn)
    {
        var number = request.Scenario == "sameid" ? "same" : $"up{turn}";
        return request.Dialect switch
        {
            UpstreamDialect.Messages => new MessagesVoice(request, "msg_" + number),
            UpstreamDialect.Gemini => new GeminiVoice(request, number),
            UpstreamDialect.Responses => new ResponsesVoice(request, "resp_" + number),
            _ => new ChatVoice(request, "chatcmpl-" + number),
        };
    }

    /// <summary>A whole answer.</summary>
    public abstract JsonObject Plain(string text, string finish, UpstreamCounts? counts);

    /// <summary>What stands before the first word; empty where nothing does.</summary>
    public abstract string Open(UpstreamCounts counts);

    /// <summary>Whether the opening tells the prompt's tokens.</summary>
    public virtual bool CountsAtOpening => false;

    /// <summary>Whether each piece tells the tokens so far.</summary>
    public virtual bool CountsAlways => false;

    /// <summary>Whether the end tells the tokens.</summary>
    public virtual bool CountsAtEnd => true;

    public abstract string Piece(string text, UpstreamCounts? counts);

    /// <summary>Behind the last word: why it ended.</summary>
    public abstract string Finish(string text, string finish, UpstreamCounts? counts);

    /// <summary>A whole answer that is a call of a tool with <see cref="Arguments"/>.</summary>
    public virtual JsonObject PlainCall(string tool, UpstreamCounts counts) => throw new NotSupportedException();

    /// <summary>A stream that is a call of a tool, its arguments in two pieces, up to the dialect's end.</summary>
    public virtual string StreamCall(string tool, UpstreamCounts counts) => throw new NotSupportedException();

    /// <summary>The dialect's own end; empty where there is none.</summary>
    public abstract string End { get; }

    /// <summary>The body of a refusal.</summary>
    public abstract JsonObject Refusal(int status, string code, string message);

    /// <summary>An error as an event inside a stream.</summary>
    public abstract string ErrorEvent();

    /// <summary>An overload inside a plain answer with status 200.</summary>
    public abstract JsonObject Overloaded();

    protected static string Data(JsonNode value) => $"data: {value.ToJsonString()}\n\n";

    protected static string Event(JsonNode value) => $"event: {value["type"]!.GetValue<string>()}\ndata: {value.ToJsonString()}\n\n";
}
