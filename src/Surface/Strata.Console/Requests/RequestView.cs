using Strata.Console.Charts;
using Strata.Console.Data;
using Strata.Telemetry.Traces;

namespace Strata.Console.Requests;

/// <summary>A request with its trace, as the detail shows it.</summary>
/// <param name="Row">The request.</param>
/// <param name="Trace">Its trace; null where it was forgotten.</param>
/// <param name="Messages">What was said, as captured.</param>
/// <param name="Waterfall">Its spans.</param>
public sealed record RequestView(RequestRow Row, Trace? Trace, IReadOnlyList<ConversationMessage> Messages, IReadOnlyList<WaterfallRow> Waterfall);
