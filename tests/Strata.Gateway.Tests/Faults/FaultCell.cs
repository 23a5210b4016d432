using Strata.Tests.Shared.Gateway;

namespace Strata.Gateway.Tests.Faults;

/// <summary>A fault, a caller's dialect and the failing provider's: one line of the table before it is folded.</summary>
/// <param name="Number">Which; its routes are <c>one-N</c> and <c>two-N</c>.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Provider">The dialect in which the failing provider is asked.</param>
internal sealed record FaultCell(int Number, Fault Fault, CallerDialect Caller, string Provider)
{
    public static List<FaultCell> All()
    {
        var cells = new List<FaultCell>();
        foreach (var fault in Fault.All)
        {
            foreach (var caller in (CallerDialect[])[CallerDialect.Chat, CallerDialect.Messages, CallerDialect.Gemini])
            {
                cells.Add(new FaultCell(cells.Count, fault, caller, caller.Name)); // the byte path
                cells.Add(new FaultCell(cells.Count, fault, caller, caller == CallerDialect.Chat ? "anthropic" : "openai.chat")); // through the canonical form
            }
        }

        return cells;
    }

    public override string ToString() => $"{Fault.Name}, {Caller.Name} before {Provider}";
}
