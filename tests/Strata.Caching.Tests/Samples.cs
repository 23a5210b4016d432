using System.Text;
using Strata.Core.Usage;

namespace Strata.Caching.Tests;

/// <summary>Answers to keep.</summary>
internal static class Samples
{
    public static CachedAnswer Answer(DateTimeOffset now, string partition = "org/prj", string body = "{\"answer\":1}", string model = "m") => new()
    {
        Partition = partition,
        Model = model,
        Deployment = "one/" + model,
        Dialect = "openai.chat",
        ContentType = "application/json",
        Body = Encoding.UTF8.GetBytes(body),
        CreatedAt = now,
        ExpiresAt = now.AddHours(1),
        Usage = new TokenUsage { Input = 10, CachedInput = 3, Output = 7, ToolCalls = 2 },
        CostNanos = 1_234,
        FinishReason = "stop",
    };

    public static CacheKey Key(int number)
    {
        var bytes = new byte[CacheKey.Length];
        new Random(number).NextBytes(bytes);
        return new CacheKey(bytes);
    }
}
