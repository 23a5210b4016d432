using Strata.Dialects.Canonical;
using Strata.Guard;

namespace Strata.Guarding;

/// <summary>
/// Holds the steps of a stream back until they are judged. Text waits for a verdict over all of it so far, asked for each stretch of
/// <see cref="GuardedCall.HoldBack"/> characters; a tool call waits until its arguments are whole. What only flags holds nothing.
/// More than a million characters are not held: such an answer is refused.
/// </summary>
internal sealed class AnswerHold(GuardedCall call)
{
    private const int HeldCharsMax = 1 << 20;
    private const int StepChars = 64;
    private readonly bool holdsText = call.Holds(GuardDirection.Output);
    private readonly bool holdsTools = call.Holds(GuardDirection.ToolCall);
    private readonly bool judgesText = call.Judges(GuardDirection.Output);
    private readonly bool judgesTools = call.Judges(GuardDirection.ToolCall);
    private readonly int holdBack = call.HoldBack;
    private readonly List<AnswerEvent> held = [];
    private readonly Dictionary<(int Choice, int Block), BlockKind> kinds = [];
    private readonly SortedDictionary<int, SaidText> said = [];
    private readonly SortedDictionary<int, SaidText> thought = [];
    private readonly Dictionary<(int Choice, int Block), ToolText> tools = [];
    private long heldChars;
    private long fresh;
    private bool hasNewCall;

    public bool IsDue => (holdsText && fresh >= holdBack) || (holdsTools && hasNewCall) || heldChars > HeldCharsMax;

    /// <summary>Takes a step that other rules let pass; adds it where it need not wait.</summary>
    public void Take(AnswerEvent step, List<AnswerEvent> safe)
    {
        Note(step);
        if (held.Count == 0 && !Waits(step))
        {
            safe.Add(step);
            return;
        }

        held.Add(step);
        heldChars += step.Text.Length + StepChars;
    }

    /// <summary>Judges what has come, and lets go what may; false where a rule refuses it.</summary>
    public async ValueTask<bool> JudgeAsync(bool isLast, List<AnswerEvent> released, CancellationToken cancellationToken)
    {
        if (!await JudgeTextAsync(isLast, cancellationToken) || !await JudgeToolsAsync(isLast, cancellationToken))
        {
            return false;
        }

        (fresh, hasNewCall) = (0, false);
        var end = isLast ? held.Count : holdsText && holdBack == int.MaxValue ? 0 : FirstOpenTool();
        for (var i = 0; i < end; i++)
        {
            released.Add(held[i]);
            heldChars -= held[i].Text.Length + StepChars;
        }

        held.RemoveRange(0, end);
        if (heldChars > HeldCharsMax)
        {
            call.Count(new GuardFinding("held:too_long", GuardAction.Block, 0, 0));
            call.Block("more than can be held back");
            return false;
        }

        return true;
    }

    private async ValueTask<bool> JudgeTextAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (!judgesText)
        {
            return true;
        }

        if (isLast && said.Count == 0 && tools.Count == 0)
        {
            said[0] = new SaidText();
        }

        foreach (var text in said.Values)
        {
            if ((isLast || text.IsNew) && !await call.JudgeAsync(GuardDirection.Output, text.Text.ToString(), "", isLast, text.IsNew, cancellationToken))
            {
                return false;
            }

            text.Judged = text.Text.Length;
        }

        foreach (var text in thought.Values)
        {
            if (text.IsNew && !await call.JudgeAsync(GuardDirection.Output, text.Text.ToString(), "", isWhole: false, asks: true, cancellationToken))
            {
                return false;
            }

            text.Judged = text.Text.Length;
        }

        return true;
    }

    private async ValueTask<bool> JudgeToolsAsync(bool isLast, CancellationToken cancellationToken)
    {
        foreach (var tool in tools.Values)
        {
            if (judgesTools && !tool.IsJudged && (tool.HasEnded || isLast))
            {
                tool.IsJudged = true;
                if (!await call.JudgeAsync(GuardDirection.ToolCall, tool.Arguments.ToString(), tool.Tool, isWhole: true, asks: true, cancellationToken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Where the first held step of a call stands whose arguments are not whole; the end where there is none.</summary>
    private int FirstOpenTool()
    {
        var at = holdsTools ? held.FindIndex(s => tools.TryGetValue((s.Choice, s.Block), out var tool) && !tool.HasEnded && s.Kind is AnswerEventKind.BlockStarted or AnswerEventKind.Delta) : -1;
        return at < 0 ? held.Count : at;
    }

    private bool Waits(AnswerEvent step) => step.Kind switch
    {
        AnswerEventKind.BlockStarted => holdsTools && step.BlockKind == BlockKind.ToolCall,
        AnswerEventKind.Delta => kinds.GetValueOrDefault((step.Choice, step.Block), BlockKind.Opaque) switch
        {
            BlockKind.ToolCall => holdsTools,
            BlockKind.Text or BlockKind.Thinking or BlockKind.Refusal => holdsText,
            _ => false,
        },
        AnswerEventKind.ChoiceEnded or AnswerEventKind.Ended => holdsText || holdsTools, // an end without a text is judged too
        _ => false,
    };

    private void Note(AnswerEvent step)
    {
        var at = (step.Choice, step.Block);
        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted:
                kinds[at] = step.BlockKind;
                if (step.BlockKind == BlockKind.ToolCall)
                {
                    tools[at] = new ToolText(step.Name ?? "");
                }

                break;
            case AnswerEventKind.Delta when tools.TryGetValue(at, out var tool):
                tool.Arguments.Append(judgesTools ? step.Text : "");
                break;
            case AnswerEventKind.Delta when judgesText && kinds.GetValueOrDefault(at, BlockKind.Opaque) is BlockKind.Text or BlockKind.Refusal or BlockKind.Thinking:
                Say(at.Choice, kinds[at] == BlockKind.Thinking, step.Text);
                break;
            case AnswerEventKind.BlockEnded when tools.TryGetValue(at, out var ended):
                hasNewCall = ended.HasEnded = true;
                break;
        }
    }

    /// <summary>Reasoning is judged too, apart from the answer: it is no part of what a schema describes.</summary>
    private void Say(int choice, bool isThinking, string text)
    {
        fresh += text.Length;
        var texts = isThinking ? thought : said;
        if (!texts.TryGetValue(choice, out var all))
        {
            texts[choice] = all = new SaidText();
        }

        all.Text.Append(text);
    }
}
