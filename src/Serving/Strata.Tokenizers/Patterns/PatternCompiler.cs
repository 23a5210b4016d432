using Strata.Core.Results;

namespace Strata.Tokenizers.Patterns;

/// <summary>
/// Compiles a parsed pattern to instructions. Refuses what could loop without consuming, what grows past the bound, and
/// look-behind of varying length.
/// </summary>
internal sealed class PatternCompiler
{
    private const int InstructionsMax = 20_000;
    private readonly List<PatternInstruction> code = [];

    public static Result<PatternInstruction[]> Compile(string pattern)
    {
        if (!PatternParser.Parse(pattern).Try(out var node, out var problem))
        {
            return problem;
        }

        try
        {
            var compiler = new PatternCompiler();
            compiler.Emit(node);
            compiler.Add(PatternOp.Match);
            return compiler.code.ToArray();
        }
        catch (FormatException e)
        {
            return Problem.Unsupported("pattern", $"The pattern '{pattern}' cannot be used: {e.Message}.");
        }
    }

    private int Add(PatternOp op, int a = 0, int b = 0, Unicode.CodePointSet? set = null)
    {
        if (code.Count >= InstructionsMax)
        {
            throw new FormatException("it is too large");
        }

        code.Add(new PatternInstruction(op, a, b, set));
        return code.Count - 1;
    }

    private void Emit(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                Add(PatternOp.One, set: one.Set);
                break;
            case PatternNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Emit(item);
                }

                break;
            case PatternNode.Choice choice:
                EmitChoice(choice.Items);
                break;
            case PatternNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
            case PatternNode.Anchor anchor:
                Add(PatternOp.Anchor, (int)anchor.Kind);
                break;
            case PatternNode.Atomic atomic:
                EmitInner(PatternOp.Atomic, atomic.Body, 0);
                break;
            case PatternNode.Look look:
                var back = look.Behind ? FixedLength(look.Body) : 0;
                EmitInner(PatternOp.Look, look.Body, (back << 1) | (look.Negative ? 1 : 0));
                break;
        }
    }

    private void EmitInner(PatternOp op, PatternNode body, int b)
    {
        var start = Add(op);
        Emit(body);
        Add(PatternOp.Match);
        code[start] = new PatternInstruction(op, code.Count, b, null);
    }

    private void EmitChoice(IReadOnlyList<PatternNode> items)
    {
        var jumps = new List<int>();
        for (var i = 0; i < items.Count; i++)
        {
            var split = i + 1 < items.Count ? Add(PatternOp.Split) : -1;
            Emit(items[i]);
            if (split >= 0)
            {
                jumps.Add(Add(PatternOp.Jump));
                code[split] = new PatternInstruction(PatternOp.Split, split + 1, code.Count, null);
            }
        }

        foreach (var jump in jumps)
        {
            code[jump] = new PatternInstruction(PatternOp.Jump, code.Count, 0, null);
        }
    }

    private void EmitRepeat(PatternNode.Repeat repeat)
    {
        if (repeat.Mode == RepeatMode.Possessive)
        {
            EmitInner(PatternOp.Atomic, repeat with { Mode = RepeatMode.Greedy }, 0);
        }
        else if (repeat is { Mode: RepeatMode.Greedy, Body: PatternNode.One one })
        {
            Add(PatternOp.Run, repeat.Min, repeat.Max, one.Set);
        }
        else if (MinLength(repeat.Body) == 0 && repeat.Max == int.MaxValue)
        {
            throw new FormatException("it repeats what may be empty");
        }
        else
        {
            EmitLoop(repeat);
        }
    }

    private void EmitLoop(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Min; i++)
        {
            Emit(repeat.Body);
        }

        var splits = new List<int>();
        var endless = repeat.Max == int.MaxValue;
        for (var i = repeat.Min; i < (endless ? repeat.Min + 1 : repeat.Max); i++)
        {
            splits.Add(Add(PatternOp.Split));
            Emit(repeat.Body);
            if (endless)
            {
                Add(PatternOp.Jump, splits[^1]);
            }
        }

        foreach (var split in splits)
        {
            var (a, b) = repeat.Mode == RepeatMode.Lazy ? (code.Count, split + 1) : (split + 1, code.Count);
            code[split] = new PatternInstruction(PatternOp.Split, a, b, null);
        }
    }

    private static int MinLength(PatternNode node) => node switch
    {
        PatternNode.One => 1,
        PatternNode.Sequence sequence => sequence.Items.Sum(MinLength),
        PatternNode.Choice choice => choice.Items.Min(MinLength),
        PatternNode.Repeat repeat => Math.Min(repeat.Min, 1) * MinLength(repeat.Body),
        PatternNode.Atomic atomic => MinLength(atomic.Body),
        _ => 0,
    };

    private static int FixedLength(PatternNode node) => node switch
    {
        PatternNode.One => 1,
        PatternNode.Sequence sequence => sequence.Items.Sum(FixedLength),
        PatternNode.Choice choice when choice.Items.Select(FixedLength).Distinct().Count() == 1 => FixedLength(choice.Items[0]),
        PatternNode.Repeat repeat when repeat.Min == repeat.Max && FixedLength(repeat.Body) is < 1000 and var length => repeat.Min * length,
        PatternNode.Atomic atomic => FixedLength(atomic.Body),
        PatternNode.Look or PatternNode.Anchor => 0,
        _ => throw new FormatException("a look-behind of varying length"),
    };
}
