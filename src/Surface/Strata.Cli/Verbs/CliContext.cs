using Strata.Cli.Local;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary>What every verb may use.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Server">The server built into this binary.</param>
/// <param name="Time">The clock.</param>
/// <param name="Environment">Looks a variable up.</param>
public sealed record CliContext(Terminal Terminal, ILocalServer Server, TimeProvider Time, Func<string, string?> Environment)
{
    /// <summary>The user's home.</summary>
    public string Home => Environment("HOME") ?? Environment("USERPROFILE") ?? ".";
}
