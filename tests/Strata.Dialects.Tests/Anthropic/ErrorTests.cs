using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Dialects.Anthropic;

namespace Strata.Dialects.Tests.Anthropic;

public class ErrorTests
{
    [Theory]
    [InlineData(ProblemCode.InvalidRequest, "invalid_request_error", 400)]
    [InlineData(ProblemCode.UnsupportedParameter, "invalid_request_error", 400)]
    [InlineData(ProblemCode.ContextLengthExceeded, "invalid_request_error", 400)]
    [InlineData(ProblemCode.ContentFiltered, "invalid_request_error", 400)]
    [InlineData(ProblemCode.Unauthenticated, "authentication_error", 401)]
    [InlineData(ProblemCode.BudgetExceeded, "billing_error", 402)]
    [InlineData(ProblemCode.Forbidden, "permission_error", 403)]
    [InlineData(ProblemCode.ModelNotFound, "not_found_error", 404)]
    [InlineData(ProblemCode.TooLarge, "request_too_large", 413)]
    [InlineData(ProblemCode.RateLimited, "rate_limit_error", 429)]
    [InlineData(ProblemCode.Overloaded, "overloaded_error", 529)]
    [InlineData(ProblemCode.TimedOut, "timeout_error", 504)]
    [InlineData(ProblemCode.UpstreamFailed, "api_error", 502)]
    [InlineData(ProblemCode.UpstreamRejectedCredentials, "api_error", 502)]
    [InlineData(ProblemCode.Internal, "api_error", 500)]
    public void Every_problem_has_a_type(ProblemCode code, string type, int status)
    {
        var problem = new Problem(code, "What happened.") { Field = "max_tokens" };
        Assert.Equal(status, AnthropicDialect.StatusOf(problem));
        AnthropicJson.Same($$"""{"type":"error","error":{"type":"{{type}}","message":"max_tokens: What happened."},"request_id":"req_1"}""", Body(problem));
    }

    [Fact]
    public void A_providers_own_type_is_kept_and_others_codes_are_not_types()
    {
        Assert.Equal("overloaded_error", (string?)Body(new Problem(ProblemCode.UpstreamFailed, "x") { DialectCode = "overloaded_error" })["error"]!["type"]);
        Assert.Equal("invalid_request_error", (string?)Body(new Problem(ProblemCode.InvalidRequest, "x") { DialectCode = "invalid_json" })["error"]!["type"]);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", "prompt is too long", true, false, false)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", null, false, true, false)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API", null, false, false, true)]
    [InlineData(402, "billing_error", "pay", null, false, false, true)]
    [InlineData(400, "invalid_request_error", "messages.0.content: Field required", "messages.0.content", false, false, false)]
    [InlineData(529, "overloaded_error", "Overloaded", null, false, false, false)]
    public void Refusals_of_the_provider_are_told_apart(int status, string type, string message, string? member, bool context, bool content, bool quota)
    {
        var error = AnthropicDialect.Instance.ReadError(status, Encoding.UTF8.GetBytes($$"""{"type":"error","error":{"type":"{{type}}","message":"{{message}}"},"request_id":"r"}"""));
        Assert.Equal((type, message), (error.Code, error.Message));
        Assert.Equal(member is "prompt is too long" ? null : member, error.Parameter);
        Assert.Equal((context, content, quota), (error.IsContextLength, error.IsContentPolicy, error.IsQuota));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("""{"error":7}""")]
    public void An_unreadable_error_is_an_error_without_words(string body)
    {
        var error = AnthropicDialect.Instance.ReadError(502, Encoding.UTF8.GetBytes(body));
        Assert.Equal(("", ""), (error.Code, error.Message));
    }

    private static JsonNode Body(Problem problem)
    {
        var output = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteError(problem, "req_1", output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
