using Strata.Dialects.Canonical;
using Strata.Guard;

namespace Strata.Gateway.Guarding;

/// <summary>Looks at a streamed answer step by step: text, reasoning, refusals and the arguments of calls. Steps come out with safe text alone.</summary>
internal sealed class AnswerGuard(CallGuard call) : IDisposable
{
    private readonly Dictionary<(int Choice, int Block), BlockGuard> open = [];

    /// <summary>Whether a rule ended the answer.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Takes a step; writes the steps that may pass.</summary>
    public void Take(AnswerEvent step, List<AnswerEvent> safe)
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
    public static ChatAnswer? Apply(CallGuard call, ChatAnswer answer)
    {
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

    public void Dispose()
    {
        foreach (var block in open.Values)
        {
            block.Complete();
            block.Dispose();
        }

        open.Clear();
    }

    private static Block? Apply(CallGuard call, Block block) => block switch
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
