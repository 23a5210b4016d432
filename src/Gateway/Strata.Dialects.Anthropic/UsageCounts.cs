using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// The dialect's <c>usage</c>, gathered over a stream: <c>message_start</c> tells the prompt, each <c>message_delta</c> tells
/// cumulative counts, so the larger one stands. <c>input_tokens</c> leaves out what a cache read or wrote; <c>output_tokens</c> holds
/// reasoning; what a compaction used stands in <c>iterations</c> only and is added. A count that is no whole number from 0 to 10¹²
/// makes the whole worthless.
/// </summary>
internal struct UsageCounts
{
    private const long CountMax = 1_000_000_000_000;
    private bool isBad;
    private long input;
    private long output;
    private long read;
    private long write;
    private long shortWrite;
    private long longWrite;
    private long thinking;
    private long toolCalls;
    private Iteration compaction;

    /// <summary>What the provider says it cost, in its own number; null where not said.</summary>
    public decimal? ReportedCost { get; private set; }

    /// <summary>The tier it was billed at; null where not said.</summary>
    public string? ServiceTier { get; private set; }

    /// <summary>Takes another <c>usage</c> in. The reader stands on the value; afterwards on its end.</summary>
    public void Merge(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (Next(ref json))
        {
            if (json.ValueTextEquals("input_tokens"u8))
            {
                Count(ref json, ref input);
            }
            else if (json.ValueTextEquals("output_tokens"u8))
            {
                Count(ref json, ref output);
            }
            else if (json.ValueTextEquals("cache_read_input_tokens"u8))
            {
                Count(ref json, ref read);
            }
            else if (json.ValueTextEquals("cache_creation_input_tokens"u8))
            {
                Count(ref json, ref write);
            }
            else
            {
                Detail(ref json);
            }
        }
    }

    /// <summary>The tokens by class; null where nothing, or nothing believable, was told.</summary>
    public readonly TokenUsage? ToUsage()
    {
        var written = Math.Max(write, shortWrite + longWrite);
        if (isBad || input + output + read + written == 0)
        {
            return null;
        }

        var reasoning = Math.Min(thinking, output);
        return new TokenUsage
        {
            Input = input + compaction.Input,
            CachedInput = read + compaction.Read,
            CacheWrite = written - longWrite + compaction.Write,
            CacheWriteLong = longWrite,
            Output = output - reasoning + compaction.Output,
            Reasoning = reasoning,
            ToolCalls = toolCalls,
        };
    }

    private void Detail(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("cache_creation"u8))
        {
            var isObject = Enter(ref json);
            while (isObject && Next(ref json))
            {
                if (json.ValueTextEquals("ephemeral_1h_input_tokens"u8))
                {
                    Count(ref json, ref longWrite);
                }
                else if (json.ValueTextEquals("ephemeral_5m_input_tokens"u8))
                {
                    Count(ref json, ref shortWrite);
                }
                else
                {
                    json.Skip();
                }
            }
        }
        else if (json.ValueTextEquals("output_tokens_details"u8))
        {
            var isObject = Enter(ref json);
            while (isObject && Next(ref json))
            {
                if (json.ValueTextEquals("thinking_tokens"u8))
                {
                    Count(ref json, ref thinking);
                }
                else
                {
                    json.Skip();
                }
            }
        }
        else if (json.ValueTextEquals("server_tool_use"u8))
        {
            ServerTools(ref json);
        }
        else if (json.ValueTextEquals("iterations"u8))
        {
            Iterations(ref json);
        }
        else if (json.ValueTextEquals("service_tier"u8))
        {
            json.Read();
            ServiceTier = ServiceTiers.Read(ref json) ?? ServiceTier;
        }
        else if (json.ValueTextEquals("cost"u8))
        {
            json.Read();
            ReportedCost = json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var cost) ? cost : ReportedCost;
            json.Skip();
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>Counts the uses of billed tools; a fetched page costs its tokens only.</summary>
    private void ServerTools(ref Utf8JsonReader json)
    {
        var sum = 0L;
        var isObject = Enter(ref json);
        while (isObject && Next(ref json))
        {
            var isFree = json.ValueTextEquals("web_fetch_requests"u8);
            var uses = 0L;
            Count(ref json, ref uses);
            sum += isFree ? 0 : uses;
        }

        toolCalls = Math.Max(toolCalls, sum);
    }

    private void Iterations(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        var sum = default(Iteration);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            var one = OneIteration(ref json);
            if (one.IsCompaction)
            {
                sum = new Iteration { Input = sum.Input + one.Input, Output = sum.Output + one.Output, Read = sum.Read + one.Read, Write = sum.Write + one.Write };
            }
        }

        compaction = sum;
    }

    private Iteration OneIteration(ref Utf8JsonReader json)
    {
        var one = default(Iteration);
        while (Next(ref json))
        {
            if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                one.IsCompaction = json.TokenType == JsonTokenType.String && json.ValueTextEquals("compaction"u8);
                json.Skip();
            }
            else if (json.ValueTextEquals("input_tokens"u8))
            {
                Count(ref json, ref one.Input);
            }
            else if (json.ValueTextEquals("output_tokens"u8))
            {
                Count(ref json, ref one.Output);
            }
            else if (json.ValueTextEquals("cache_read_input_tokens"u8))
            {
                Count(ref json, ref one.Read);
            }
            else if (json.ValueTextEquals("cache_creation_input_tokens"u8))
            {
                Count(ref json, ref one.Write);
            }
            else
            {
                json.Skip();
            }
        }

        return one;
    }

    /// <summary>Steps from a name into the object it stands for; what is no object is skipped.</summary>
    private static bool Enter(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    private static bool Next(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    private void Count(ref Utf8JsonReader json, ref long into)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count) && count is >= 0 and <= CountMax)
        {
            into = Math.Max(into, count);
            return;
        }

        isBad |= json.TokenType != JsonTokenType.Null;
        json.Skip();
    }

    private struct Iteration
    {
        public bool IsCompaction;
        public long Input;
        public long Output;
        public long Read;
        public long Write;
    }
}
