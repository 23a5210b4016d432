using Microsoft.AspNetCore.Http;
using Strata.Routing.Providers;
using Strata.Stored.Batches;

namespace Strata.Gateway.Door;

/// <summary>What is asked of the keeper of files and batches.</summary>
/// <param name="Operation">Files, or batches.</param>
/// <param name="Form">Whose form.</param>
/// <param name="Id">The file or batch; empty for a new one and for lists.</param>
/// <param name="Rest">The path behind the operation's own, escaped.</param>
internal readonly record struct FileAsk(Operation Operation, BatchForm Form, string Id, string Rest)
{
    /// <summary>Whether a file's content is asked for, and not what is known of it.</summary>
    public bool IsContent => Operation == Operation.Files && Rest.EndsWith("/content", StringComparison.Ordinal);

    /// <summary>Whether the results of a batch are asked for under its own address.</summary>
    public bool IsResults => Operation == Operation.Batches && Form == BatchForm.Anthropic && Rest.EndsWith("/results", StringComparison.Ordinal);

    public bool MakesBatch(string method) => Operation == Operation.Batches && Id.Length == 0 && HttpMethods.IsPost(method);

    /// <summary>Whether a provider speaks the form that is asked in.</summary>
    public bool Suits(Provider provider)
    {
        var wanted = Form == BatchForm.Anthropic ? "anthropic" : "openai.";
        return provider.Dialects.Any(d => d.StartsWith(wanted, StringComparison.Ordinal));
    }
}
