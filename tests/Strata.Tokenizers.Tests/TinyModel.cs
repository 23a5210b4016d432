using System.Text;

namespace Strata.Tokenizers.Tests;

/// <summary>Writes small SentencePiece model files.</summary>
internal static class TinyModel
{
    public static byte[] Write(int type, bool byteFallback, params (string Piece, float Score, int Kind)[] pieces)
    {
        var file = new MemoryStream();
        foreach (var (piece, score, kind) in pieces)
        {
            Bytes(file, 1, [.. Field(1, Encoding.UTF8.GetBytes(piece)), 0x15, .. BitConverter.GetBytes(score), 0x18, (byte)kind]);
        }

        // trainer: model_type = 3, byte_fallback = 35
        Bytes(file, 2, [0x18, (byte)type, 0x98, 0x02, (byte)(byteFallback ? 1 : 0)]);
        return file.ToArray();
    }

    private static byte[] Field(int number, byte[] value)
    {
        var stream = new MemoryStream();
        Bytes(stream, number, value);
        return stream.ToArray();
    }

    private static void Bytes(MemoryStream stream, int number, byte[] value)
    {
        stream.WriteByte((byte)((number << 3) | 2));
        stream.WriteByte((byte)value.Length);
        stream.Write(value);
    }
}
