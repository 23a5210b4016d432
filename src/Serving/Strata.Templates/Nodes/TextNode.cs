using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary>Text of the template itself: the only text that is trusted from the start.</summary>
internal sealed class TextNode(int line, string text) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        frame.Output.Append(text, true);
        return Flow.Next;
    }
}
