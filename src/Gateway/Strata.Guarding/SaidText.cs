using System.Text;

namespace Strata.Guarding;

/// <summary>The text of one choice as it comes, and how much of it was judged.</summary>
internal sealed class SaidText
{
    public StringBuilder Text { get; } = new();

    public int Judged { get; set; }

    public bool IsNew => Text.Length > Judged;
}
