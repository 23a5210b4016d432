namespace Strata.Cli.Api;

/// <summary>The server that verbs talk to.</summary>
/// <param name="Url">Its address, without a slash at the end.</param>
/// <param name="Key">The API key; empty when none is known.</param>
internal sealed record ApiAddress(string Url, string Key);
