namespace Strata.Console.Requests;

/// <summary>A message of a conversation as it was captured.</summary>
/// <param name="Role">Who said it.</param>
/// <param name="Text">What.</param>
public sealed record ConversationMessage(string Role, string Text);
