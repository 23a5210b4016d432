using System.Text;
using System.Text.Unicode;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>
/// Finds the parts of a <c>multipart/form-data</c> body (RFC 7578, RFC 2046 §5.1) in one pass, copying nothing: audio and pictures pass
/// through with only the model's name replaced. Bounded in parts and in the bytes of their headers.
/// </summary>
public static class MultipartScanner
{
    private const int PartsMax = 128;
    private const int HeadBytesMax = 4_096;
    private const int BoundaryCharsMax = 70;

    /// <summary>Scans a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="contentType">The request's content type, which names the boundary.</param>
    public static Result<MultipartForm> Scan(ReadOnlySpan<byte> body, string contentType)
    {
        if (Boundary(contentType) is not { } boundary)
        {
            return Problem.Invalid("The content type must be multipart/form-data with a boundary of 1 to 70 characters.", "Content-Type");
        }

        var line = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        var parts = new List<MultipartPart>();
        if (!body.StartsWith(line.AsSpan(2)))
        {
            return Broken("its first boundary is missing");
        }

        var at = line.Length - 2;
        while (true)
        {
            var rest = body[at..];
            if (rest.StartsWith("--"u8))
            {
                return Form(body, parts);
            }

            var gap = rest.IndexOf("\r\n"u8);
            if (gap < 0 || rest[..gap].ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                return Broken("a boundary does not end its line");
            }

            var head = at + gap;
            var headLength = body[head..].IndexOf("\r\n\r\n"u8);
            if (headLength is < 0 or > HeadBytesMax)
            {
                return Broken($"the headers of a part do not end within {HeadBytesMax} bytes");
            }

            var start = head + headLength + 4;
            var length = body[start..].IndexOf(line);
            if (length < 0 || parts.Count == PartsMax)
            {
                return Broken(length < 0 ? "its last boundary is missing" : $"it has more than {PartsMax} parts");
            }

            parts.Add(Part(body.Slice(head, headLength), new ByteRange(start, length)));
            at = start + length + line.Length;
        }
    }

    private static Problem Broken(string why) => Problem.Invalid($"The form cannot be read: {why}.", "body");

    private static Result<MultipartForm> Form(ReadOnlySpan<byte> body, List<MultipartPart> parts)
    {
        var models = parts.Where(part => part.Name == "model" && part.FileName is null).ToList();
        if (models.Count > 1)
        {
            return JsonProblems.Twice("model");
        }

        var form = new MultipartForm(parts);
        var stream = form.Find("stream");
        form = form with { Stream = stream is not null && body.Slice(stream.At.Start, stream.At.Length).SequenceEqual("true"u8) };
        if (models.Count == 0)
        {
            return form;
        }

        var name = body.Slice(models[0].At.Start, models[0].At.Length);
        return name.Length is > 0 and <= JsonLimits.ModelCharsMax && Utf8.IsValid(name)
            ? form with { Model = Encoding.UTF8.GetString(name), ModelAt = models[0].At }
            : Problem.Invalid($"'model' has 1 to {JsonLimits.ModelCharsMax} characters.", "model");
    }

    private static MultipartPart Part(ReadOnlySpan<byte> head, ByteRange at)
    {
        var (name, file, type) = ("", (string?)null, "");
        foreach (var line in Encoding.UTF8.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
            {
                name = Parameter(line, "name") ?? "";
                file = Parameter(line, "filename") ?? Parameter(line, "filename*");
            }
            else if (line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            {
                type = line[13..].Trim();
            }
        }

        return new MultipartPart(name, file, type, at);
    }

    private static string? Boundary(string contentType)
    {
        if (!contentType.TrimStart().StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var boundary = Parameter(contentType, "boundary");
        return boundary is { Length: > 0 and <= BoundaryCharsMax } && boundary.All(one => one is > ' ' and < '\x7f' or ' ') ? boundary : null;
    }

    /// <summary>A parameter of a header: a token, or a quoted text with its escapes.</summary>
    private static string? Parameter(string header, string name)
    {
        for (var at = header.IndexOf(';', StringComparison.Ordinal); at >= 0;)
        {
            var equals = header.IndexOf('=', at);
            if (equals < 0)
            {
                return null;
            }

            var isIt = header.AsSpan(at + 1, equals - at - 1).Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
            var (value, end) = Value(header, equals + 1);
            if (isIt)
            {
                return value;
            }

            at = header.IndexOf(';', end);
        }

        return null;
    }

    private static (string Value, int End) Value(string header, int at)
    {
        while (at < header.Length && header[at] == ' ')
        {
            at++;
        }

        if (at >= header.Length || header[at] != '"')
        {
            var end = header.IndexOf(';', at);
            end = end < 0 ? header.Length : end;
            return (header[at..end].Trim(), end);
        }

        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            at += header[at] == '\\' && at + 1 < header.Length ? 1 : 0;
            text.Append(header[at]);
        }

        return (text.ToString(), Math.Min(at + 1, header.Length));
    }
}
