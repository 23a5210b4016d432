using System.Runtime.InteropServices;

namespace Strata.Routing.Health;

/// <summary>
/// Which beginnings of prompts a deployment was sent lately, and so is likely to hold in its prefix cache: a hash of everything up to each
/// 256th byte, in a table of fixed size where a new one takes an old one's place. A conversation's next turn begins with the last one's bytes,
/// and callers of one system prompt share theirs. Entries count for half an hour. Reading and writing take no lock.
/// </summary>
internal sealed class PrefixMemory
{
    private const int StepBytes = 256;
    private const int StepsMax = 1_024;
    private const int Slots = 1 << 14;
    private const long MinutesKept = 30;
    private const ulong MinuteMask = 0xFFFF;
    private readonly ulong[] slots = new ulong[Slots];

    /// <summary>Notes that a prompt was sent.</summary>
    public void Note(ReadOnlySpan<byte> prompt, long nowMs)
    {
        var (hash, minute) = (0UL, Minute(nowMs));
        for (var step = 0; step < StepsMax && prompt.Length >= StepBytes; step++, prompt = prompt[StepBytes..])
        {
            hash = Add(hash, prompt[..StepBytes]);
            Volatile.Write(ref slots[hash >> 50], (hash & ~MinuteMask) | minute);
        }
    }

    /// <summary>The share of a prompt, from 0 to 1, that begins as one that was sent.</summary>
    public double Share(ReadOnlySpan<byte> prompt, long nowMs)
    {
        var rest = prompt;
        var (hash, minute) = (0UL, Minute(nowMs));
        for (var step = 0; step < StepsMax && rest.Length >= StepBytes; step++, rest = rest[StepBytes..])
        {
            hash = Add(hash, rest[..StepBytes]);
            var kept = Volatile.Read(ref slots[hash >> 50]);
            if (((kept ^ hash) & ~MinuteMask) != 0 || ((minute - kept) & MinuteMask) > MinutesKept)
            {
                break;
            }
        }

        return prompt.IsEmpty ? 0 : (prompt.Length - rest.Length) / (double)prompt.Length;
    }

    /// <summary>The minute, from 1 on: an empty slot is of no minute.</summary>
    private static ulong Minute(long nowMs) => (ulong)((nowMs / 60_000) + MinutesKept + 1) & MinuteMask;

    private static ulong Add(ulong hash, ReadOnlySpan<byte> step)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(step))
        {
            hash = (ulong.RotateLeft(hash, 5) ^ word) * 0x9E3779B97F4A7C15UL;
        }

        return Dice.Mix(hash);
    }
}
