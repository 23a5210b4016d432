namespace Strata.Alerts.Signals;

/// <summary>
/// Counts of one key, agent or session in sixty slots of ten seconds: spending and calls, and how often each of a few prompts was sent.
/// A prompt that is new takes the place of the one that was seen least. Guarded by its watch's lock.
/// </summary>
internal sealed class Subject
{
    public const int Slots = 60;
    public const int SlotSeconds = 10;
    private const int PromptsMax = 8;

    private readonly long[] spent = new long[Slots];
    private readonly int[] calls = new int[Slots];
    private readonly Prompt[] prompts = new Prompt[PromptsMax];
    private long seen;
    private long newest = long.MinValue;
    private long first = long.MaxValue;

    /// <summary>The key that asked last.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The newest slot it was seen in.</summary>
    public long Newest => newest;

    public void Add(long slot, long nanos, ulong prompt, string key)
    {
        if (newest != long.MinValue && slot <= newest - Slots)
        {
            return; // too late to count
        }

        Move(slot);
        first = Math.Min(first, slot);
        spent[Index(slot)] += nanos;
        calls[Index(slot)]++;
        Key = key.Length > 0 ? key : Key;
        if (prompt != 0)
        {
            Count(slot, prompt);
        }
    }

    public SubjectFigures Read(string name, int windowSlots, long now)
    {
        var (sum, requests, before) = (0L, 0L, 0L);
        var oldest = Math.Max(first, now - Slots + 1);
        for (var slot = oldest; slot <= Math.Min(now, newest); slot++)
        {
            var isIn = slot > now - windowSlots;
            sum += isIn ? spent[Index(slot)] : 0;
            requests += isIn ? calls[Index(slot)] : 0;
            before += isIn ? 0 : spent[Index(slot)];
        }

        var earlier = now - windowSlots - oldest + 1;
        var repeats = prompts.Max(p => p.In(now - windowSlots, now));
        return new SubjectFigures(name, Key, sum, earlier >= windowSlots ? (double)before / earlier * windowSlots : null, requests, repeats);
    }

    /// <summary>Begins anew: what it did before a release does not count against it again.</summary>
    public void Forget()
    {
        Array.Clear(spent);
        Array.Clear(calls);
        Array.Clear(prompts);
        (newest, first) = (long.MinValue, long.MaxValue);
    }

    private static int Index(long slot) => (int)(slot % Slots);

    private void Move(long slot)
    {
        for (var passed = newest == long.MinValue ? slot : Math.Max(newest + 1, slot - Slots + 1); passed <= slot; passed++)
        {
            spent[Index(passed)] = 0;
            calls[Index(passed)] = 0;
        }

        newest = Math.Max(newest, slot);
    }

    private void Count(long slot, ulong prompt)
    {
        var place = Array.FindIndex(prompts, p => p.Hash == prompt);
        if (place < 0)
        {
            place = 0;
            for (var i = 1; i < prompts.Length; i++)
            {
                place = prompts[i].Rank(newest).CompareTo(prompts[place].Rank(newest)) < 0 ? i : place;
            }

            prompts[place] = new Prompt { Hash = prompt, Slots = prompts[place].Slots ?? new ushort[Slots], Counted = new long[Slots] };
            Array.Clear(prompts[place].Slots);
        }

        ref var known = ref prompts[place];
        known.Last = Math.Max(known.Last, slot);
        known.Seen = ++seen;
        known.Total++;
        if (known.Counted[Index(slot)] != slot)
        {
            known.Counted[Index(slot)] = slot;
            known.Slots[Index(slot)] = 0;
        }

        known.Slots[Index(slot)] = (ushort)Math.Min(ushort.MaxValue, known.Slots[Index(slot)] + 1);
    }

    private struct Prompt
    {
        public ulong Hash;
        public long Last;
        public long Seen;
        public long Total;
        public ushort[] Slots;
        public long[] Counted;

        /// <summary>Who gives way first: what is over, then what was seen least, then longest ago.</summary>
        public readonly (long, long) Rank(long newest) => (Last > newest - Subject.Slots ? Total : 0, Seen);

        public readonly int In(long after, long through)
        {
            var sum = 0;
            for (var i = 0; Slots is not null && i < Slots.Length; i++)
            {
                sum += Counted[i] > after && Counted[i] <= through ? Slots[i] : 0;
            }

            return sum;
        }
    }
}
