using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Wire;

namespace Strata.Stored.Batches;

/// <summary>
/// Reads a batch's results while they pass, in pieces cut anywhere: one line an answer, whose usage its own dialect reads. Lines that are no
/// answers count as failures; a line past the bound is passed over, and <see cref="IsWhole"/> says so.
/// </summary>
/// <param name="form">Whose results.</param>
/// <param name="wire">Reads one answer.</param>
public sealed class BatchResults(BatchForm form, IWire wire)
{
    /// <summary>The longest line.</summary>
    public const int LineBytesMax = 32 << 20;

    private const int ModelsMax = 64;
    private const int ModelCharsMax = 256;
    private readonly ArrayBufferWriter<byte> begun = new();
    private readonly Dictionary<string, BatchUse> uses = new(StringComparer.Ordinal);
    private bool isSkipping;

    /// <summary>What was used, by model.</summary>
    public IReadOnlyCollection<BatchUse> Uses => uses.Values;

    /// <summary>Lines that hold no answer.</summary>
    public int Failures { get; private set; }

    /// <summary>Answers whose usage was not told.</summary>
    public int Untold { get; private set; }

    /// <summary>Whether every line could be read.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Takes the next piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        for (int end; (end = piece.IndexOf((byte)'\n')) >= 0; piece = piece[(end + 1)..])
        {
            if (isSkipping)
            {
                isSkipping = false;
            }
            else if (begun.WrittenCount == 0)
            {
                Line(piece[..end]);
            }
            else
            {
                begun.Write(piece[..end]);
                Line(begun.WrittenSpan);
                begun.ResetWrittenCount();
            }
        }

        if (begun.WrittenCount + piece.Length > LineBytesMax)
        {
            begun.ResetWrittenCount();
            (isSkipping, IsWhole) = (true, false);
        }
        else if (!isSkipping)
        {
            begun.Write(piece);
        }
    }

    /// <summary>The results are over.</summary>
    public void End()
    {
        Line(begun.WrittenSpan);
        begun.ResetWrittenCount();
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \r\t"u8);
        if (line.IsEmpty)
        {
            return;
        }

        try
        {
            if (Answer(line) is not { Start: >= 0 } at || Text(line[at.Start..at.End], "model"u8) is not { Length: > 0 and <= ModelCharsMax } model)
            {
                Failures++;
                return;
            }

            Add(model, wire.ScanAnswer(line[at.Start..at.End], null));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Failures++;
        }
    }

    private void Add(string model, in WireScan scan)
    {
        if (scan.IsBroken || scan.HasError)
        {
            Failures++;
            return;
        }

        Untold += scan.Usage is null ? 1 : 0;
        if (uses.TryGetValue(model, out var known))
        {
            uses[model] = known with { Usage = known.Usage + (scan.Usage ?? default), Answers = known.Answers + 1 };
        }
        else if (uses.Count < ModelsMax)
        {
            uses[model] = new BatchUse(model, scan.Usage ?? default, 1);
        }
        else
        {
            IsWhole = false;
        }
    }

    /// <summary>Where the answer stands in a line: <c>response.body</c>, or <c>result.message</c> of a result that succeeded.</summary>
    private (int Start, int End)? Answer(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject || !Find(ref json, form == BatchForm.Anthropic ? "result"u8 : "response"u8)
            || json.TokenType != JsonTokenType.StartObject || !Find(ref json, form == BatchForm.Anthropic ? "message"u8 : "body"u8) || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var start = (int)json.TokenStartIndex;
        json.Skip();
        return (start, (int)json.BytesConsumed);
    }

    private static string? Text(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader(value);
        return json.Read() && Find(ref json, name) && json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    /// <summary>Goes on to the value of a member of the object that the reader stands on.</summary>
    private static bool Find(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = json.ValueTextEquals(name);
            json.Read();
            if (isIt)
            {
                return true;
            }

            json.Skip();
        }

        return false;
    }
}
