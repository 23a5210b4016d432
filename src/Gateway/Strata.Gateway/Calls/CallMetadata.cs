using System.Text;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Calls;

/// <summary>What a request says of itself: the body's <c>metadata</c>, and over it a header's. Read only where a route or a tag looks at it.</summary>
internal static class CallMetadata
{
    private const int HeaderCharsMax = 8 << 10;

    /// <summary>Names and texts; null where the request says nothing. A header that cannot be kept is a problem: a route may hang on it.</summary>
    public static Problem? Read(IHeaderDictionary headers, CallerRequest request, out Dictionary<string, string>? metadata)
    {
        metadata = null;
        var name = headers.ContainsKey(HeaderWords.Metadata) ? HeaderWords.Metadata : "x-litellm-spend-logs-metadata";
        var header = headers[name].ToString();
        if (header.Length == 0 && !request.Scan.MetadataAt.IsThere)
        {
            return null;
        }

        metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Scan.MetadataAt.IsThere)
        {
            MetadataReader.Read(request.Scan.MetadataAt.Of(request.Body.Span), metadata); // what a provider takes and we cannot use passes on
        }

        var wrong = header.Length > HeaderCharsMax ? $"it has more than {HeaderCharsMax} characters" : header.Length > 0 ? MetadataReader.Read(Encoding.UTF8.GetBytes(header), metadata) : null;
        return wrong is null ? null : Problem.Invalid($"The header {name} cannot be used: {wrong}. Send a JSON object of short texts.", name);
    }
}
