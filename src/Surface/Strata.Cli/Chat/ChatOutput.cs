using Strata.Cli.Output;

namespace Strata.Cli.Chat;

/// <summary>Where a conversation is written, and the clock it is measured by.</summary>
/// <param name="Terminal">The terminal.</param>
/// <param name="Time">The clock.</param>
internal sealed record ChatOutput(Terminal Terminal, TimeProvider Time);
