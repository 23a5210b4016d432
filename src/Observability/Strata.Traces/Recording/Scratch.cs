using System.Buffers;
using System.Text.Json;

namespace Strata.Traces.Recording;

/// <summary>
/// Bytes that spans need besides what came in (unescaped texts, parts that were put together) and that live until the spans are
/// stored. Pages are kept from one use to the next; a page is never moved, so slices of it stay right. Not thread-safe.
/// </summary>
public sealed class Scratch : IBufferWriter<byte>, IDisposable
{
    private const int PageBytes = 64 * 1024;
    private const int PagesKept = 8;

    private readonly List<byte[]> pages = [];
    private Utf8JsonWriter? json;
    private int page = -1;
    private int at;
    private int begin;

    /// <summary>Bytes in use.</summary>
    public long Used { get; private set; }

    /// <summary>Forgets all; every slice given out is invalid from here on.</summary>
    public void Clear()
    {
        if (pages.Count > PagesKept || pages.Exists(p => p.Length > PageBytes))
        {
            pages.RemoveAll(p => p.Length > PageBytes);
            pages.RemoveRange(Math.Min(PagesKept, pages.Count), Math.Max(0, pages.Count - PagesKept));
        }

        (page, at, begin, Used) = (-1, 0, 0, 0);
    }

    /// <summary>Begins a text; what is written until <see cref="End"/> stands in one piece.</summary>
    public void Begin() => begin = at;

    /// <summary>The text that was begun.</summary>
    public ReadOnlyMemory<byte> End()
    {
        Used += at - begin;
        return page < 0 ? default : pages[page].AsMemory(begin, at - begin);
    }

    /// <summary>A copy of a text.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> text)
    {
        Begin();
        text.CopyTo(GetSpan(text.Length));
        Advance(text.Length);
        return End();
    }

    /// <summary>Begins a text of JSON.</summary>
    public Utf8JsonWriter BeginJson()
    {
        Begin();
        if (json is null)
        {
            json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
        else
        {
            json.Reset(this);
        }

        return json;
    }

    /// <summary>The JSON that was begun.</summary>
    public ReadOnlyMemory<byte> EndJson()
    {
        json!.Flush();
        return End();
    }

    /// <inheritdoc/>
    public void Advance(int count) => at += count;

    /// <inheritdoc/>
    public void Dispose() => json?.Dispose();

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return pages[page].AsMemory(at);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return pages[page].AsSpan(at);
    }

    private void Room(int bytes)
    {
        if (page >= 0 && pages[page].Length - at >= bytes)
        {
            return;
        }

        // A text in progress moves to a page where it has room; those already given out stay where they are.
        var open = page >= 0 ? pages[page].AsSpan(begin, at - begin) : default;
        var needed = open.Length + bytes;
        page++;
        while (page < pages.Count && pages[page].Length < needed)
        {
            page++;
        }

        if (page == pages.Count)
        {
            pages.Add(new byte[Math.Max(PageBytes, needed + (open.Length / 2))]);
        }

        open.CopyTo(pages[page]);
        (begin, at) = (0, open.Length);
    }
}
