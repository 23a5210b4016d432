using System.Text;

namespace Strata.Guarding;

/// <summary>The arguments of one tool call as they come.</summary>
internal sealed class ToolText(string tool)
{
    public string Tool => tool;

    public StringBuilder Arguments { get; } = new();

    public bool HasEnded { get; set; }

    public bool IsJudged { get; set; }
}
