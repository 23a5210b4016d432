using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Otlp.Messages;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Dialects;

/// <summary>Fills a record from a draft whose attributes are all in: words, tokens in disjoint classes, price, times, messages.</summary>
internal sealed class SpanFields(SpanDraft draft, TextPool pool, Scratch scratch)
{
    private const double NanosMax = 9e18;
    private const int TagsMax = 64;

    private readonly MessageSplitter splitter = new(pool, scratch);
    private readonly List<string> firsts = [];

    public void Fill()
    {
        var span = draft.Span;
        Words(span);
        if (OperationWords.Encloses(span.Operation) && span.Kind is not SpanKind.Client)
        {
            for (var field = SpanField.InputTokens; field <= SpanField.CostDetails; field++)
            {
                draft.Return(field); // sums of the spans below: shown, not counted
            }
        }
        else
        {
            Tokens(span);
            Price(span);
        }

        FirstToken(span);
        Texts(span);
    }

    /// <summary>
    /// Fills in the texts alone: a log record repeats what its span says of models, tokens and cost, which stays among the attributes.
    /// </summary>
    public void FillTexts()
    {
        for (var field = SpanField.Operation; field < SpanField.System; field++)
        {
            draft.Return(field);
        }

        Texts(draft.Span);
    }

    /// <summary>Adds a text of the conversation that an event brought.</summary>
    public void Split(MessageSlot slot, ReadOnlyMemory<byte> text, string role) => splitter.Split(draft.Span, slot, text, role);

    private void Words(SpanRecord span)
    {
        span.Operation = draft.Text(SpanField.Operation);
        if (span.Operation.Length == 0 && draft.Has(SpanField.KindWord))
        {
            if (draft.Slot(SpanField.KindWord).Kind == AttributeKind.Text && OperationWords.TryGet(draft.Bytes(SpanField.KindWord).Span, out var operation))
            {
                span.Operation = operation;
            }
            else
            {
                draft.Return(SpanField.KindWord);
            }
        }

        (span.Provider, span.RequestModel, span.ResponseModel) = (draft.Text(SpanField.Provider), draft.Text(SpanField.RequestModel), draft.Text(SpanField.ResponseModel));
        (span.Session, span.Conversation, span.User) = (draft.Text(SpanField.Session), draft.Text(SpanField.Conversation), draft.Text(SpanField.User));
        (span.Tool, span.Agent) = (draft.Text(SpanField.Tool), draft.Text(SpanField.Agent));
        span.ErrorType = draft.Has(SpanField.ErrorType) ? draft.Text(SpanField.ErrorType) : span.ErrorType;
        if (draft.Has(SpanField.FinishReason))
        {
            span.FinishReason = First(SpanField.FinishReason);
        }

        List(SpanField.Tags, span.Tags);
    }

    private void Tokens(SpanRecord span)
    {
        var counts = new TokenCounts
        {
            Input = draft.Count(SpanField.InputTokens),
            FreshInput = draft.Count(SpanField.FreshInputTokens),
            Output = draft.Count(SpanField.OutputTokens),
            Total = draft.Count(SpanField.TotalTokens),
            CacheRead = draft.Count(SpanField.CacheReadTokens) ?? 0,
            CacheWrite = draft.Count(SpanField.CacheWriteTokens) ?? 0,
            CacheWriteLong = draft.Count(SpanField.CacheWriteLongTokens) ?? 0,
            Reasoning = draft.Count(SpanField.ReasoningTokens) ?? 0,
            AudioInput = draft.Count(SpanField.AudioInputTokens) ?? 0,
            AudioOutput = draft.Count(SpanField.AudioOutputTokens) ?? 0,
            ImageInput = draft.Count(SpanField.ImageInputTokens) ?? 0,
            ImageOutput = draft.Count(SpanField.ImageOutputTokens) ?? 0,
        };
        if (draft.Has(SpanField.UsageDetails))
        {
            var details = default(TokenCounts);
            if (draft.Slot(SpanField.UsageDetails).Kind == AttributeKind.Text && UsageDetails.Read(draft.Bytes(SpanField.UsageDetails).Span, ref details, draft.Report))
            {
                counts = details;
            }
            else
            {
                draft.Return(SpanField.UsageDetails);
            }
        }

        span.Usage = TokenClasses.Of(counts);
    }

    private void Price(SpanRecord span)
    {
        if (draft.Number(SpanField.CostNanos) is >= 0 and <= NanosMax and var nanos)
        {
            (span.CostNanos, span.CostSource) = ((long)nanos, CostSource.Attribute);
            return;
        }

        var currency = draft.Text(SpanField.CostCurrency);
        if (currency.Length > 0 && !currency.Equals("USD", StringComparison.OrdinalIgnoreCase))
        {
            draft.Return(SpanField.Cost);
            draft.Return(SpanField.CostCurrency);
            return;
        }

        var dollars = draft.Has(SpanField.CostDetails) && draft.Slot(SpanField.CostDetails).Kind == AttributeKind.Text ? UsageDetails.Dollars(draft.Bytes(SpanField.CostDetails).Span) : null;
        dollars ??= draft.Number(SpanField.Cost) ?? (draft.Number(SpanField.InputCost), draft.Number(SpanField.OutputCost)) switch
        {
            (null, null) => null,
            var (input, output) => (input ?? 0) + (output ?? 0),
        };
        if (dollars is >= 0 and <= NanosMax / 1e9)
        {
            span.CostNanos = (long)Math.Round(dollars.Value * 1e9);
            span.CostSource = draft.Text(SpanField.CostOrigin) == "provider" ? CostSource.Provider : CostSource.Attribute;
        }
    }

    private void FirstToken(SpanRecord span)
    {
        var stated = (draft.Number(SpanField.FirstTokenSeconds) * 1e9) ?? (draft.Number(SpanField.FirstTokenMs) * 1e6);
        if (stated is >= 0 and <= NanosMax)
        {
            span.FirstTokenNs = (long)stated.Value;
        }
        else if (draft.Has(SpanField.FirstTokenTime))
        {
            var text = draft.Text(SpanField.FirstTokenTime).Trim('"');
            var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
            var after = read ? ((moment - DateTimeOffset.UnixEpoch).Ticks * 100) - span.StartNs : -1;
            if (after >= 0)
            {
                span.FirstTokenNs = after;
            }
            else
            {
                draft.Return(SpanField.FirstTokenTime);
            }
        }
    }

    private void Texts(SpanRecord span)
    {
        Side(SpanField.System, MessageSlot.System, "system");
        Conversation(span, MessageSlot.Input, SpanField.Input, SpanField.InputValue);
        if (draft.Has(SpanField.OutputToolCalls))
        {
            ToolCalls(span);
        }

        Conversation(span, MessageSlot.Output, SpanField.Output, SpanField.OutputValue);
        Side(SpanField.ToolDefinitions, MessageSlot.Tools, "");
        if (draft.Indexed.Any(MessageSlot.Tools))
        {
            draft.Indexed.Write(span, MessageSlot.Tools);
        }
    }

    /// <summary>One direction: the messages where there are any, else the value beside them, which otherwise stays an attribute.</summary>
    private void Conversation(SpanRecord span, MessageSlot slot, SpanField messages, SpanField value)
    {
        var before = Has(span, slot);
        Side(messages, slot, "");
        if (draft.Indexed.Any(slot))
        {
            draft.Indexed.Write(span, slot);
        }

        if (before || Has(span, slot))
        {
            draft.Return(value);
        }
        else
        {
            Side(value, slot, slot == MessageSlot.Output && span.Operation == "chat" ? "assistant" : "");
        }
    }

    private static bool Has(SpanRecord span, MessageSlot slot)
    {
        foreach (ref readonly var message in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(span.Messages))
        {
            if (message.Slot == slot)
            {
                return true;
            }
        }

        return false;
    }

    private void Side(SpanField field, MessageSlot slot, string role)
    {
        if (!draft.Has(field))
        {
            return;
        }

        var text = draft.Bytes(field);
        if (draft.Slot(field).Kind is AttributeKind.Array or AttributeKind.Map)
        {
            var json = scratch.BeginJson();
            ValueJson.Write(json, new WireValue(draft.Slot(field).Kind, 0, text.Span), ref draft.Broken);
            text = scratch.EndJson();
        }
        else if (draft.Slot(field).Kind != AttributeKind.Text || text.Length > SpanDraft.TextBytesMax * 4)
        {
            draft.Return(field);
            return;
        }

        splitter.Split(draft.Span, slot, text, role);
    }

    /// <summary>The Vercel AI SDK says an answer's text and its tool calls apart.</summary>
    private void ToolCalls(SpanRecord span)
    {
        var text = draft.Has(SpanField.OutputValue) && draft.Slot(SpanField.OutputValue).Kind == AttributeKind.Text ? draft.Bytes(SpanField.OutputValue) : default;
        try
        {
            span.Messages.Add(PartsBuilder.Answer(scratch, text, draft.Bytes(SpanField.OutputToolCalls)));
            draft.Forget(SpanField.OutputValue);
        }
        catch (JsonException)
        {
            draft.Return(SpanField.OutputToolCalls);
        }
    }

    private string First(SpanField field)
    {
        firsts.Clear();
        List(field, firsts);
        return firsts.Count == 0 ? "" : firsts[0];
    }

    /// <summary>A field of several texts: an array, a text of JSON with one, or one text.</summary>
    private void List(SpanField field, List<string> into)
    {
        if (!draft.Has(field))
        {
            return;
        }

        var bytes = draft.Bytes(field).Span;
        switch (draft.Slot(field).Kind)
        {
            case AttributeKind.Array:
                var reader = new ProtoReader(bytes);
                while (reader.Next() && into.Count < TagsMax)
                {
                    var value = WireValue.Read(reader.Payload, ref draft.Broken);
                    if (value.Kind == AttributeKind.Text)
                    {
                        into.Add(pool.Get(SpanDraft.Cut(value.Raw, 1024)));
                    }
                }

                break;
            case AttributeKind.Text when bytes.StartsWith("[\""u8):
                try
                {
                    var json = new Utf8JsonReader(bytes);
                    while (json.Read() && into.Count < TagsMax)
                    {
                        if (json.TokenType == JsonTokenType.String)
                        {
                            into.Add(pool.Get(Encoding.UTF8.GetBytes(json.GetString()!)));
                        }
                    }
                }
                catch (Exception broken) when (broken is JsonException or InvalidOperationException)
                {
                    draft.Return(field);
                }

                break;
            case AttributeKind.Text:
                into.Add(pool.Get(SpanDraft.Cut(bytes, 1024)));
                break;
            default:
                draft.Return(field);
                break;
        }
    }
}
