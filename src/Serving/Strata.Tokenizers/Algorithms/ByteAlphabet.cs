namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// GPT-2's printable alphabet for bytes: printable Latin-1 stands for itself, the other 68 bytes are U+0100 onwards in
/// order, so a blank is Ġ and a line feed Ċ.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Chars = BuildChars();
    private static readonly short[] Bytes = BuildBytes();

    public static char CharOf(byte value) => Chars[value];

    /// <summary>The byte a character stands for, or -1.</summary>
    public static int ByteOf(char c) => c < Bytes.Length ? Bytes[c] : -1;

    private static char[] BuildChars()
    {
        var chars = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            chars[value] = (char)(printable ? value : next++);
        }

        return chars;
    }

    private static short[] BuildBytes()
    {
        var bytes = new short[0x144];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < 256; value++)
        {
            bytes[Chars[value]] = (short)value;
        }

        return bytes;
    }
}
