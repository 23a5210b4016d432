namespace Strata.Console.Tracing;

/// <summary>A part of a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a call its arguments, of a picture elsewhere its address.</param>
/// <param name="Name">The tool.</param>
/// <param name="CallId">Which call.</param>
/// <param name="Picture">The bytes of a picture that came with the message.</param>
public sealed record ChatPart(ChatPartKind Kind, string Text, string Name = "", string CallId = "", Picture? Picture = null);
