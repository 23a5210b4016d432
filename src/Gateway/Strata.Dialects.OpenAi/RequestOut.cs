using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.OpenAi;

/// <summary>One request on its way out in one of OpenAI's shapes: where it goes, and what could not go with it.</summary>
internal sealed class RequestOut(ChatRequest request, WriteProfile profile, string target, Utf8JsonWriter json)
{
    private const string StreamOptions = "stream_options.";

    public ChatRequest Request => request;

    public WriteProfile Profile => profile;

    public string Target => target;

    public Utf8JsonWriter Json => json;

    public Losses Losses { get; } = new(target);

    /// <summary>Whether the caller spoke the same dialect: then all it carried goes back out.</summary>
    public bool IsSame => request.Dialect == target;

    public string Name(string member) => Spelling.Of(request.Dialect, member);

    public string Place(int message) => Spelling.Message(request.Dialect, message);

    public string Place(int message, int block) => Spelling.Block(request.Dialect, message, block);

    /// <summary>Writes members that only the caller's dialect knows where the target is the same; tells or refuses them else.</summary>
    public void Extra(string at, IReadOnlyList<Carry> extra, string prefix = "")
    {
        if (!IsSame)
        {
            if (prefix.Length == 0 && !IsPlain(extra))
            {
                Losses.TakeExtra(request.Dialect, at, [.. extra.Where(e => !IsOfItem(e))]);
            }

            return;
        }

        for (var i = 0; i < extra.Count; i++)
        {
            var name = extra[i].Name;
            if (prefix.Length == 0 ? !name.Contains('.', StringComparison.Ordinal) : name.StartsWith(prefix, StringComparison.Ordinal))
            {
                json.WriteRaw(name[prefix.Length..], extra[i].Json);
            }
        }
    }

    /// <summary>Whether there is nothing to write or tell. Ids and states of items, which only a store of them reads, are nothing to another dialect.</summary>
    public bool IsPlain(IReadOnlyList<Carry> extra) => extra.Count == 0 || (!IsSame && extra.All(IsOfItem));

    /// <summary>Citations of an earlier answer: they are not part of its text, and only their own API takes them back.</summary>
    public void Citations(Block block, string at)
    {
        if (!IsSame && block is TextBlock { Citations.IsEmpty: false })
        {
            Losses.Note(at + ".citations", "left out: the citations of an earlier answer have no place in this dialect");
        }
    }

    /// <summary>A cache mark goes to servers that take it; elsewhere caching is the provider's own affair, and the caller is told.</summary>
    public void CacheControl(ReadOnlyMemory<byte> mark, string at)
    {
        if (profile.TakesCacheControl || IsSame)
        {
            json.WriteRaw("cache_control", mark);
        }
        else if (!mark.IsEmpty)
        {
            Losses.Note(at + ".cache_control", "left out: this provider caches prompts by itself");
        }
    }

    /// <summary>Members of the sampling that Responses has too.</summary>
    public void WriteShared()
    {
        json.WriteSaid("temperature", request.Temperature);
        json.WriteSaid("top_p", request.TopP);
        json.WriteSaid("top_logprobs", request.TopLogProbs);
        json.WriteSaid("parallel_tool_calls", request.Tools.Count > 0 || IsSame ? request.ParallelToolCalls : null);
        json.WriteSaid("store", request.Store);
        json.WriteSaid("prompt_cache_key", request.PromptCacheKey);
        WriteUser();
        WriteTier();
        json.WriteRaw("metadata", request.Metadata);
        json.WriteSaid("seed", Vendor("seed", request.Seed, target != DialectNames.Responses));
        json.WriteSaid("top_k", Vendor("top_k", request.TopK, isKnown: false));
        json.WriteSaid("min_p", Vendor("min_p", request.MinP, isKnown: false));
        json.WriteSaid("repetition_penalty", Vendor("repetition_penalty", request.RepetitionPenalty, isKnown: false));
    }

    /// <summary>Writes a list of texts; nothing where it is empty.</summary>
    public void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Asks for a stream, and for its usage: the ledger wants it, whatever the caller said.</summary>
    public void WriteStream()
    {
        if (!profile.Stream)
        {
            return;
        }

        json.WriteBoolean("stream", true);
        if (profile.AsksUsage || (IsSame && request.Extra.Any(e => e.Name.StartsWith(StreamOptions, StringComparison.Ordinal))))
        {
            json.WriteStartObject("stream_options");
            if (profile.AsksUsage)
            {
                json.WriteBoolean("include_usage", true);
            }

            Extra("", request.Extra, StreamOptions);
            json.WriteEndObject();
        }
    }

    /// <summary>A value that many servers of this dialect take and OpenAI's own does not: it goes where the caller spoke the dialect, and is refused else.</summary>
    public T? Vendor<T>(string member, T? value, bool isKnown)
        where T : struct
    {
        if (value is not null && !isKnown && !IsSame)
        {
            Losses.Refuse(Name(member));
            return null;
        }

        return value;
    }

    private void WriteUser()
    {
        json.WriteSaid("user", request.User);
    }

    private void WriteTier()
    {
        if (request.ServiceTier is not { } tier)
        {
            return;
        }

        if (DialectNames.IsOpenAi(request.Dialect) || tier is "auto" or "default")
        {
            json.WriteString("service_tier", tier);
        }
        else if (tier is "standard_only")
        {
            json.WriteString("service_tier", "default");
            Losses.Note(Name("service_tier"), "'standard_only' was sent as 'default', its like here");
        }
        else
        {
            Losses.Note(Name("service_tier"), $"left out: {target} has no tier '{tier}'");
        }
    }

    private static bool IsOfItem(Carry carry) => carry.Name.StartsWith("item.", StringComparison.Ordinal) || carry.Name == "part.logprobs";
}
