using System.Buffers;
using System.Text;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>
/// Runs a compiled pattern over a text by backtracking, with its own stack: what waits is (instruction, position, floor),
/// where a floor below the position means a run that may still give back. Steps are counted; at the bound nothing matches
/// any more, so that a bad pattern costs a bounded time.
/// </summary>
internal ref struct PatternMatcher
{
    private const long StepsMax = 100_000_000;
    private readonly ReadOnlySpan<PatternInstruction> code;
    private readonly ReadOnlySpan<char> text;
    private (int Pc, int Position, int Floor)[] stack;
    private int count;
    private long steps;

    public PatternMatcher(ReadOnlySpan<PatternInstruction> code, ReadOnlySpan<char> text)
    {
        this.code = code;
        this.text = text;
        stack = ArrayPool<(int, int, int)>.Shared.Rent(64);
    }

    public readonly bool Exhausted => steps > StepsMax;

    public readonly void Dispose() => ArrayPool<(int, int, int)>.Shared.Return(stack);

    /// <summary>Matches from an instruction and a position.</summary>
    public bool TryMatch(int pc, int position, out int end)
    {
        var floor = count;
        while (true)
        {
            if (++steps > StepsMax)
            {
                break;
            }

            if (code[pc].Op == PatternOp.Match)
            {
                count = floor;
                end = position;
                return true;
            }

            if (!Step(ref pc, ref position) && !Resume(floor, ref pc, ref position))
            {
                break;
            }
        }

        count = floor;
        end = position;
        return false;
    }

    private bool Step(ref int pc, ref int position)
    {
        ref readonly var now = ref code[pc];
        switch (now.Op)
        {
            case PatternOp.One:
                pc++;
                return TryOne(now.Set!, ref position);
            case PatternOp.Run:
                return TryRun(in now, ref pc, ref position);
            case PatternOp.Split:
                Push(now.B, position, position);
                pc = now.A;
                return true;
            case PatternOp.Jump:
                pc = now.A;
                return true;
            case PatternOp.Anchor:
                pc++;
                return Holds((AnchorKind)now.A, position);
            case PatternOp.Look:
                return TryLook(in now, ref pc, position);
            default:
                var matched = TryMatch(pc + 1, position, out var end);
                (pc, position) = (now.A, end);
                return matched;
        }
    }

    private bool Resume(int floor, ref int pc, ref int position)
    {
        if (count <= floor)
        {
            return false;
        }

        ref var top = ref stack[count - 1];
        (pc, position) = (top.Pc, top.Position);
        if (top.Floor < top.Position)
        {
            position = Before(top.Position);
            top.Position = position;
        }

        count -= top.Floor >= top.Position ? 1 : 0;
        return true;
    }

    private readonly bool TryOne(CodePointSet set, ref int position)
    {
        if (position >= text.Length || !set.Contains(At(position, out var length)))
        {
            return false;
        }

        position += length;
        return true;
    }

    private bool TryRun(in PatternInstruction now, ref int pc, ref int position)
    {
        var taken = 0;
        var least = position;
        while (taken < now.B && TryOne(now.Set!, ref position))
        {
            least = ++taken == now.A ? position : least;
        }

        steps += taken;
        if (taken < now.A)
        {
            return false;
        }

        pc++;
        if (least < position)
        {
            Push(pc, position, least);
        }

        return true;
    }

    private bool TryLook(in PatternInstruction now, ref int pc, int position)
    {
        var inner = pc + 1;
        pc = now.A;
        var start = position;
        for (var back = now.B >> 1; back > 0; back--)
        {
            if (start == 0)
            {
                return (now.B & 1) != 0;
            }

            start = Before(start);
        }

        return TryMatch(inner, start, out _) == ((now.B & 1) == 0);
    }

    private void Push(int pc, int position, int least)
    {
        if (count == stack.Length)
        {
            var larger = ArrayPool<(int, int, int)>.Shared.Rent(count * 2);
            stack.AsSpan().CopyTo(larger);
            ArrayPool<(int, int, int)>.Shared.Return(stack);
            stack = larger;
        }

        stack[count++] = (pc, position, least);
    }

    private readonly int At(int position, out int length)
    {
        var c = text[position];
        length = 1;
        if (!char.IsSurrogate(c) || Rune.DecodeFromUtf16(text[position..], out var rune, out length) != OperationStatus.Done)
        {
            length = 1;
            return c;
        }

        return rune.Value;
    }

    private readonly int Before(int position) =>
        position - (position > 1 && char.IsLowSurrogate(text[position - 1]) && char.IsHighSurrogate(text[position - 2]) ? 2 : 1);

    private readonly bool Holds(AnchorKind kind, int position) => kind switch
    {
        AnchorKind.TextStart => position == 0,
        AnchorKind.TextEnd => position == text.Length,
        AnchorKind.LineStart => position == 0 || text[position - 1] == '\n',
        AnchorKind.LineEnd => position == text.Length || text[position] == '\n',
        AnchorKind.TextEndOrLastNewline => position == text.Length || (position == text.Length - 1 && text[position] == '\n'),
        AnchorKind.WordBoundary => IsWordAt(position) != IsWordBefore(position),
        _ => IsWordAt(position) == IsWordBefore(position),
    };

    private readonly bool IsWordAt(int position) => position < text.Length && UnicodeSets.Word.Contains(At(position, out _));

    private readonly bool IsWordBefore(int position) => position > 0 && UnicodeSets.Word.Contains(At(Before(position), out _));
}
