using System.Text;
using Strata.Guard.Asking;
using Strata.Guard.Options;

namespace Strata.Guard.Tests;

public sealed class VerdictReaderTests
{
    private const string Moderated = """{"results":[{"flagged":false,"category_scores":{"hate":0.1,"violence":0.6}},{"flagged":true,"category_scores":{"self-harm":0.4}}]}""";

    [Theory]
    [InlineData("""{"score":0.25}""", 0.25, null)]
    [InlineData("""{"score":1,"category":"Politics!"}""", 1.0, "Politics")]
    [InlineData("""{"flagged":true,"category":"x"}""", 1.0, "x")]
    [InlineData("""{"flagged":false}""", 0.0, null)]
    public void A_webhook_gives_a_score_or_a_flag(string body, double score, string? category) =>
        Assert.Equal(new GuardVerdict(score, category), VerdictReader.OfWebhook(Encoding.UTF8.GetBytes(body)).Value);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"score":2}""")]
    [InlineData("""{"score":"0.5"}""")]
    [InlineData("""{"flagged":"no"}""")]
    [InlineData("[]")]
    [InlineData("ok")]
    [InlineData("")]
    public void What_is_no_verdict_is_never_a_pass(string body) => Assert.False(VerdictReader.OfWebhook(Encoding.UTF8.GetBytes(body)).IsOk);

    [Theory]
    [InlineData("{\\\"score\\\": 0.9, \\\"category\\\": \\\"hate\\\"}", 0.9)]
    [InlineData("```json\\n{\\\"score\\\": 0.1, \\\"category\\\": \\\"\\\"}\\n```", 0.1)]
    [InlineData("<think>{x}</think> {\\\"score\\\": 0.4}", 0.4)]
    public void A_chat_model_may_put_words_around_it(string content, double score) =>
        Assert.Equal(score, VerdictReader.OfModel(GuardModelKind.Chat, Encoding.UTF8.GetBytes($$$"""{"choices":[{"message":{"content":"{{{content}}}"}}]}""")).Value.Score);

    [Fact]
    public void Of_a_moderation_the_worst_counts() => Assert.Equal(new GuardVerdict(1, "self-harm"), VerdictReader.OfModel(GuardModelKind.Moderation, Encoding.UTF8.GetBytes(Moderated)).Value);

    [Fact]
    public void Damaged_answers_end_in_a_problem_or_a_score_within_bounds()
    {
        var random = new Random(3);
        foreach (var whole in (string[])[Moderated, """{"choices":[{"message":{"content":"{\"score\":0.5}"}}]}""", """{"score":0.25,"category":"x"}"""])
        {
            for (var i = 0; i < 5_000; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(whole)[..random.Next(whole.Length + 1)];
                for (var hits = random.Next(3); hits > 0 && bytes.Length > 0; hits--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                foreach (var read in (Core.Results.Result<GuardVerdict>[])[VerdictReader.OfWebhook(bytes), VerdictReader.OfModel(GuardModelKind.Chat, bytes), VerdictReader.OfModel(GuardModelKind.Moderation, bytes)])
                {
                    Assert.True(!read.IsOk || read.Value.Score is >= 0 and <= 1);
                }
            }
        }
    }
}
