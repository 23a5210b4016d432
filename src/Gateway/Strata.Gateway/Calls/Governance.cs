using Microsoft.AspNetCore.Http;
using Strata.Budgets.Rules;
using Strata.Core.Tenancy;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Calls;

/// <summary>
/// Who and what a request counts against: organisation, team, key, user from the caller; end user and tags from what the request
/// says of itself. Header names of the gateway that most callers come from are read too.
/// </summary>
internal static class Governance
{
    public const int TagsMax = 16;
    private const int TagCharsMax = 128;

    /// <summary>What the request says of itself. Too many, or too long ones, are left out and noted by the caller of this.</summary>
    public static CallTags Read(IHeaderDictionary headers, WireRequest scan, IReadOnlyList<string> own)
    {
        var endUser = First(headers, HeaderWords.EndUser, "x-litellm-end-user-id", "x-litellm-customer-id");
        endUser = endUser.Length > 0 ? endUser : scan.User ?? "";
        var tags = First(headers, HeaderWords.Tags, "x-litellm-tags", "");
        return endUser.Length == 0 && tags.Length == 0 && own.Count == 0 ? CallTags.None : new CallTags(Bounded(endUser, 256), tags.Length == 0 ? own : Split(tags, own));
    }

    /// <summary>The nodes of a call, in a list that its reservation reads once.</summary>
    public static LimitNode[] Nodes(Caller caller, CallTags tags)
    {
        var nodes = new LimitNode[3 + (caller.User.Length > 0 ? 1 : 0) + (tags.EndUser.Length > 0 ? 1 : 0) + tags.Tags.Count];
        nodes[0] = new LimitNode(NodeKind.Organization, caller.Organization);
        nodes[1] = new LimitNode(NodeKind.Team, caller.Project);
        nodes[2] = new LimitNode(NodeKind.Key, caller.KeyId);
        var at = 3;
        if (caller.User.Length > 0)
        {
            nodes[at++] = new LimitNode(NodeKind.User, caller.User);
        }

        if (tags.EndUser.Length > 0)
        {
            nodes[at++] = new LimitNode(NodeKind.EndUser, tags.EndUser);
        }

        foreach (var tag in tags.Tags)
        {
            nodes[at++] = new LimitNode(NodeKind.Tag, tag);
        }

        return nodes;
    }

    /// <summary>The nodes of who answers.</summary>
    public static LimitNode[] TargetNodes(string provider, string deployment, string model) => [new(NodeKind.Provider, provider), new(NodeKind.Model, model), new(NodeKind.Deployment, deployment)];

    /// <summary>The same with a request's metadata, and some of it as tags: <c>name=value</c>; of a member named <c>tags</c> its words, as in the header.</summary>
    public static CallTags With(CallTags said, IReadOnlyList<string> names, IReadOnlyDictionary<string, string> metadata)
    {
        IReadOnlyList<string> tags = said.Tags;
        for (var i = 0; i < names.Count; i++)
        {
            if (metadata.TryGetValue(names[i], out var value) && value.Length > 0)
            {
                tags = names[i] == "tags" ? Split(value, tags) : Joined(tags, $"{names[i]}={value}");
            }
        }

        return said with { Tags = tags, Metadata = metadata };
    }

    private static IReadOnlyList<string> Joined(IReadOnlyList<string> tags, string tag) =>
        tag.Length <= TagCharsMax && tags.Count < TagsMax && !tags.Contains(tag) ? [.. tags, tag] : tags;

    /// <summary>A comma between tags; a tag without a value is one by itself.</summary>
    private static List<string> Split(string text, IReadOnlyList<string> own)
    {
        var tags = new List<string>(own);
        foreach (var range in text.AsSpan().Split(','))
        {
            var tag = text.AsSpan(range).Trim();
            if (tag.Length is > 0 and <= TagCharsMax && tags.Count < TagsMax)
            {
                var word = tag.Contains('=') ? tag.ToString() : $"tag={tag}";
                if (!tags.Contains(word))
                {
                    tags.Add(word);
                }
            }
        }

        return tags;
    }

    private static string First(IHeaderDictionary headers, string name, string alias, string other) =>
        headers.TryGetValue(name, out var value) && value.Count > 0 ? value.ToString()
        : headers.TryGetValue(alias, out value) && value.Count > 0 ? value.ToString()
        : other.Length > 0 && headers.TryGetValue(other, out value) && value.Count > 0 ? value.ToString()
        : "";

    private static string Bounded(string text, int most) => text.Length <= most ? text : text[..most];
}
