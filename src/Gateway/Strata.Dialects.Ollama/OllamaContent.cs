using Strata.Dialects.Canonical;

namespace Strata.Dialects.Ollama;

/// <summary>What one message says.</summary>
internal sealed record OllamaContent(string Text, string Thinking, IReadOnlyList<string> Images, IReadOnlyList<ToolCallBlock> Calls);
