namespace Strata.Cli.Chat;

/// <summary>How a conversation is held.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="System">What the model is told first.</param>
/// <param name="TokensMax">The longest answer.</param>
/// <param name="Temperature">0 is always the likeliest token.</param>
internal sealed record ChatSettings(string Model, string? System, int? TokensMax, double? Temperature);
