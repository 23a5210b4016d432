using Strata.Dialects.Canonical;
using Strata.Guard;

namespace Strata.Guarding;

/// <summary>
/// Looks at a streamed answer step by step: text, reasoning, refusals and the arguments of calls. Steps come out with safe text alone; where
/// models, webhooks or schemas judge them, held back until <see cref="JudgeAsync(bool, List{AnswerEvent}, CancellationToken)"/> lets them go.
/// </summary>
public sealed class AnswerGuard(GuardedCall call) : IDisposable
{
    private readonly Dictionary<(int Choice, int Block), BlockGuard> open = [];
    private readonly AnswerHold? hold = call.JudgesAnswers ? new AnswerHold(call) : null;
    private readonly List<AnswerEvent> passed = [];

    /// <summary>Whether a rule ended the answer.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Whether steps wait for a verdict that is to be asked now.</summary>
    public bool IsDue => hold is { IsDue: true };

    /// <summary>Takes a step; writes the steps that may pass.</summary>
    public void Take(AnswerEvent step, List<AnswerEvent> safe)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(safe);
        if (hold is null)
        {
            Look(step, safe);
            return;
        }

        passed.Clear();
        Look(step, passed);
        for (var i = 0; i < passed.Count; i++)
        {
            hold.Take(passed[i], safe);
        }
    }

    /// <summary>Judges what has come so far.</summary>
    /// <param name="isLast">Whether nothing more comes.</param>
    /// <param name="released">Gets the steps that may go on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False where a rule refuses the answer.</returns>
    public async ValueTask<bool> JudgeAsync(bool isLast, List<AnswerEvent> released, CancellationToken cancellationToken)
    {
        IsBlocked |= hold is not null && !await hold.JudgeAsync(isLast, released, cancellationToken);
        return !IsBlocked;
    }

    private void Look(AnswerEvent step, List<AnswerEvent> safe)
    {
        var at = (step.Choice, step.Block);
        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted:
                open[at] = call.Begin(step.BlockKind == BlockKind.ToolCall ? GuardDirection.ToolCall : GuardDirection.Output);
                safe.Add(step);
                break;
            case AnswerEventKind.Delta when open.TryGetValue(at, out var block):
                Pass(step, block, block.Push(step.Text), safe);
                break;
            case AnswerEventKind.BlockEnded when open.Remove(at, out var block):
                Pass(step with { Kind = AnswerEventKind.Delta }, block, block.Complete(), safe);
                block.Dispose();
                safe.Add(step);
                break;
            default:
                safe.Add(step);
                break;
        }
    }

    /// <summary>A whole answer; null where a rule refuses it.</summary>
    public static ChatAnswer? Apply(GuardedCall call, ChatAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(answer);
        var choices = new List<AnswerChoice>(answer.Choices.Count);
        foreach (var choice in answer.Choices)
        {
            var blocks = new List<Block>(choice.Blocks.Count);
            foreach (var block in choice.Blocks)
            {
                if (Apply(call, block) is not { } safe)
                {
                    return null;
                }

                blocks.Add(safe);
            }

            choices.Add(choice with { Blocks = blocks });
        }

        return answer with { Choices = choices };
    }

    /// <summary>A whole answer under the rules that judge it: each choice's text, reasoning, and each call's arguments.</summary>
    /// <returns>False where a rule refuses it.</returns>
    public static async ValueTask<bool> JudgeAsync(GuardedCall call, ChatAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(answer);
        foreach (var choice in answer.Choices)
        {
            var text = string.Concat(choice.Blocks.Select(b => b switch { TextBlock said => said.Text, RefusalBlock refusal => refusal.Text, _ => "" }));
            var thought = string.Concat(choice.Blocks.OfType<ThinkingBlock>().Select(t => t.Text));
            var calls = choice.Blocks.OfType<ToolCallBlock>().ToArray();
            if ((text.Length > 0 || calls.Length == 0) && !await call.JudgeAsync(GuardDirection.Output, text, "", isWhole: true, asks: true, cancellationToken))
            {
                return false;
            }

            if (!await call.JudgeAsync(GuardDirection.Output, thought, "", isWhole: false, asks: true, cancellationToken))
            {
                return false;
            }

            foreach (var tool in calls)
            {
                if (!await call.JudgeAsync(GuardDirection.ToolCall, tool.Arguments, tool.Name, isWhole: true, asks: true, cancellationToken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var block in open.Values)
        {
            block.Dispose();
        }

        open.Clear();
    }

    private static Block? Apply(GuardedCall call, Block block) => block switch
    {
        TextBlock text => call.Apply(GuardDirection.Output, text.Text) is { } safe ? text with { Text = safe } : null,
        ThinkingBlock thinking when thinking.Text.Length > 0 => call.Apply(GuardDirection.Output, thinking.Text) is { } safe ? thinking with { Text = safe } : null,
        RefusalBlock refusal => call.Apply(GuardDirection.Output, refusal.Text) is { } safe ? refusal with { Text = safe } : null,
        ToolCallBlock tool => call.Apply(GuardDirection.ToolCall, tool.Arguments) is { } safe ? tool with { Arguments = safe } : null,
        _ => block,
    };

    private void Pass(AnswerEvent step, BlockGuard block, string text, List<AnswerEvent> safe)
    {
        if (text.Length > 0)
        {
            safe.Add(step with { Text = text });
        }

        IsBlocked |= block.IsBlocked;
    }
}
