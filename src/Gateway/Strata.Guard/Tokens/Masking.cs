using System.Buffers;

namespace Strata.Guard.Tokens;

/// <summary>Asterisks for letters and digits but for the last four; of a value of eight or fewer nothing stays.</summary>
internal static class Masking
{
    private const int Clear = 4;
    private const int LengthMax = 64;

    public static void Write(ReadOnlySpan<char> value, bool isQuoted, IBufferWriter<char> safe)
    {
        if (value.Length > LengthMax)
        {
            value = value[^LengthMax..];
        }

        var count = 0;
        foreach (var c in value)
        {
            count += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        var hidden = count <= Clear * 2 ? count : count - Clear;
        var target = safe.GetSpan(value.Length + 2);
        var length = 0;
        target[length] = '"';
        length += isQuoted ? 1 : 0;
        foreach (var c in value)
        {
            target[length++] = char.IsLetterOrDigit(c) && hidden-- > 0 ? '*' : c;
        }

        target[length] = '"';
        safe.Advance(length + (isQuoted ? 1 : 0));
    }
}
