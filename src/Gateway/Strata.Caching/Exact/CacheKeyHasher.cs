using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Strata.Caching.Exact;

/// <summary>
/// Makes the key of a request from its JSON: members at the top in the order of their names, white space and spelling of strings
/// aside, without those that cannot change an answer. Objects further down keep their order: it is part of a prompt there.
/// </summary>
public static class CacheKeyHasher
{
    private const int MembersMax = 256;

    /// <summary>Members that say who asks or how the answer is accounted, not what is asked.</summary>
    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal)
    {
        "user", "metadata", "store", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "service_tier", "stream_options", "keep_alive", "labels",
    };

    /// <summary>The key of a request.</summary>
    /// <param name="partition">Whose cache.</param>
    /// <param name="surface">The surface, and what the address says beside it (model, stream).</param>
    /// <param name="body">The body; JSON that was checked before.</param>
    /// <returns>The key, or null where the body cannot be keyed (not an object, too many members).</returns>
    public static CacheKey? Of(string partition, string surface, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hash = new GatheredHash(digest, stackalloc byte[GatheredHash.RoomBytes]);
        Text(ref hash, partition);
        Text(ref hash, surface);
        var members = new List<(string Name, int Start, int End)>(16);
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                json.Read();
                var start = (int)json.TokenStartIndex;
                json.Skip();
                if (!Volatile.Contains(name))
                {
                    members.Add((name, start, (int)json.BytesConsumed));
                }

                if (members.Count > MembersMax)
                {
                    return null;
                }
            }

            members.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name));
            foreach (var (name, start, end) in members)
            {
                Text(ref hash, name);
                Value(ref hash, body[start..end]);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[CacheKey.Length];
        hash.End(bytes);
        return new CacheKey(bytes);
    }

    /// <summary>Every token by its kind and content, so that only spelling is lost.</summary>
    private static void Value(ref GatheredHash hash, ReadOnlySpan<byte> value)
    {
        var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 128 });
        while (json.Read())
        {
            hash.Append([(byte)json.TokenType]);
            if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number))
            {
                continue;
            }

            if (json.ValueIsEscaped)
            {
                var rented = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
                Bytes(ref hash, rented.AsSpan(0, json.CopyString(rented)));
                ArrayPool<byte>.Shared.Return(rented);
            }
            else
            {
                Bytes(ref hash, json.ValueSpan);
            }
        }
    }

    private static void Text(ref GatheredHash hash, string text) => Bytes(ref hash, Encoding.UTF8.GetBytes(text));

    private static void Bytes(ref GatheredHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BitConverter.TryWriteBytes(length, bytes.Length);
        hash.Append(length);
        hash.Append(bytes);
    }
}
