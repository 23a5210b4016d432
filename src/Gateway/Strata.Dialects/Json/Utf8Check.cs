using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Strata.Core.Results;

namespace Strata.Dialects.Json;

/// <summary>Proves that a body is there and is UTF-8, before anything reads it.</summary>
internal static class Utf8Check
{
    /// <summary>What is wrong with the bytes; null where nothing is.</summary>
    public static Problem? Of(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? JsonProblems.Empty() : Utf8.IsValid(body) ? null : JsonProblems.NotUtf8(FirstInvalid(body));

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (at < body.Length && Rune.DecodeFromUtf8(body[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
