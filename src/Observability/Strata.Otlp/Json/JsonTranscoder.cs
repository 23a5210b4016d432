using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Json;

/// <summary>
/// Says an OTLP request given as JSON in Protocol Buffers, so that everything after it knows one encoding. The rules of OTLP's
/// JSON (specification, "JSON Protobuf Encoding"): ids in hexadecimal of either case, enumerations as whole numbers, 64-bit
/// numbers as texts or numbers, names in lowerCamelCase, unknown names passed over, null as not given.
/// </summary>
internal static class JsonTranscoder
{
    /// <summary>Braces within braces; attribute values use three a level.</summary>
    public const int DepthMax = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DepthMax, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Writes the message, or says where the JSON is not one.</summary>
    public static Result<Done> Write(ReadOnlySpan<byte> json, MessageShape shape, ProtoWriter into)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Problem.Invalid("The body is not a JSON object.");
            }

            Message(ref reader, shape, into);
            if (into.IsFull)
            {
                return new Problem(ProblemCode.TooLarge, "The request is too large once it is unfolded. Send smaller batches.");
            }

            return reader.Read() ? Problem.Invalid("The body goes on behind its JSON object.") : Done.Value;
        }
        catch (JsonException broken)
        {
            return Problem.Invalid($"The body is not OTLP in JSON: {broken.Message}");
        }
        catch (InvalidOperationException)
        {
            return Problem.Invalid("The body is not OTLP in JSON: a text has half a character (a lone surrogate), or bytes that are not UTF-8.");
        }
    }

    private static void Message(ref Utf8JsonReader reader, MessageShape shape, ProtoWriter into)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = Field(ref reader, shape, out var field);
            reader.Read();
            if (!known || reader.TokenType == JsonTokenType.Null || into.IsFull)
            {
                reader.Skip();
            }
            else if (field.Many)
            {
                Expect(ref reader, JsonTokenType.StartArray, field);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Value(ref reader, field, into);
                }
            }
            else
            {
                Value(ref reader, field, into);
            }
        }
    }

    private static bool Field(ref Utf8JsonReader reader, MessageShape shape, out FieldShape field)
    {
        if (!reader.ValueIsEscaped)
        {
            return shape.TryGet(reader.ValueSpan, out field);
        }

        Span<byte> plain = stackalloc byte[64];
        field = null!;
        return reader.ValueSpan.Length <= plain.Length && shape.TryGet(plain[..reader.CopyString(plain)], out field);
    }

    private static void Value(ref Utf8JsonReader reader, FieldShape field, ProtoWriter into)
    {
        switch (field.Kind)
        {
            case FieldKind.Message:
                Expect(ref reader, JsonTokenType.StartObject, field);
                var mark = into.Begin(field.Number);
                Message(ref reader, field.Inner!, into);
                into.End(mark);
                break;
            case FieldKind.Text:
                Expect(ref reader, JsonTokenType.String, field);
                Text(ref reader, field.Number, into);
                break;
            case FieldKind.Hex:
                Hex(ref reader, field, into);
                break;
            case FieldKind.Base64:
                Expect(ref reader, JsonTokenType.String, field);
                into.Bytes(field.Number, reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw new JsonException("A value of bytes is not base64."));
                break;
            case FieldKind.Flag:
                into.Varint(field.Number, reader.TokenType switch { JsonTokenType.True => 1, JsonTokenType.False => 0, _ => throw Unexpected(reader.TokenType) });
                break;
            case FieldKind.Double:
                into.Double(field.Number, Double(ref reader));
                break;
            case FieldKind.Fixed64:
                into.Fixed64(field.Number, Whole(ref reader));
                break;
            case FieldKind.Fixed32:
                into.Fixed32(field.Number, (uint)Whole(ref reader));
                break;
            case FieldKind.Zigzag:
                var signed = (long)Whole(ref reader);
                into.Varint(field.Number, (ulong)((signed << 1) ^ (signed >> 63)));
                break;
            case FieldKind.Enumeration when reader.TokenType == JsonTokenType.String:
                throw new JsonException("An enumeration is given by name; OTLP takes its whole number.");
            default:
                into.Varint(field.Number, Whole(ref reader));
                break;
        }
    }

    private static void Text(ref Utf8JsonReader reader, int number, ProtoWriter into)
    {
        if (!reader.ValueIsEscaped)
        {
            into.Bytes(number, reader.ValueSpan);
            return;
        }

        var plain = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            into.Bytes(number, plain.AsSpan(0, reader.CopyString(plain)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void Hex(ref Utf8JsonReader reader, FieldShape field, ProtoWriter into)
    {
        Expect(ref reader, JsonTokenType.String, field);
        Span<byte> id = stackalloc byte[16];
        if (reader.ValueSpan.Length > 2 * id.Length || Convert.FromHexString(reader.ValueSpan, id, out _, out var written) != OperationStatus.Done)
        {
            throw new JsonException("An id is not hexadecimal of at most 32 digits.");
        }

        into.Bytes(field.Number, id[..written]);
    }

    private static ulong Whole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetUInt64(out var number) ? number
                : reader.TryGetInt64(out var signed) ? (ulong)signed
                : reader.TryGetDecimal(out var wide) && wide == decimal.Truncate(wide) && wide is >= long.MinValue and <= ulong.MaxValue ? (wide < 0 ? (ulong)(long)wide : (ulong)wide)
                : throw new JsonException("A whole number is out of range or has a fraction.");
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.ValueSpan;
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed) ? (ulong)signed
                : throw new JsonException("A text does not say a whole number of 64 bits.");
        }

        throw Unexpected(reader.TokenType);
    }

    private static double Double(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetDouble(out var number) ? number : throw new JsonException("A number is out of range.");
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unexpected(reader.TokenType);
        }

        return reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var text) ? text
            : throw new JsonException("A text does not say a number.");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, FieldShape field)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"A {type} was expected for the field of number {field.Number}, not a {reader.TokenType} at byte {reader.TokenStartIndex}.");
        }
    }

    private static JsonException Unexpected(JsonTokenType type) => new($"A value has the wrong kind: {type}.");
}
