using System.Collections.Frozen;
using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// Keys that name their issuer, from the issuers' documentation: GitHub (token formats of 2021 and fine-grained ones), Slack,
/// OpenAI, Stripe, Google, and others whose keys count as generic secrets. Looked up by the word before the first hyphen or underscore.
/// </summary>
internal static class KeyPrefixes
{
    public const int WordMax = 12;

    /// <summary>Rows of one word are tried in their order: the longer rest first.</summary>
    public static readonly FrozenDictionary<string, KeyPrefix[]>.AlternateLookup<ReadOnlySpan<char>> ByWord = Build().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static Dictionary<string, KeyPrefix[]> Build()
    {
        const CharSet url = CharSet.Base64Url;
        const CharSet alnum = CharSet.Alnum;
        var table = new Dictionary<string, KeyPrefix[]>
        {
            ["github"] = [new(EntityKind.GithubToken, "_pat_", 60, 255, alnum | CharSet.Underscore)],
            ["xapp"] = [new(EntityKind.SlackToken, "-", 24, 255, url)],
            ["sk"] =
            [
                new(EntityKind.StripeKey, "_live_", 16, 255, alnum),
                new(EntityKind.StripeKey, "_test_", 16, 255, alnum),
                new(EntityKind.GenericSecret, "-ant-", 32, 255, url),
                new(EntityKind.GenericSecret, "-or-v1-", 32, 255, url),
                new(EntityKind.OpenAIKey, "-proj-", 32, 255, url),
                new(EntityKind.OpenAIKey, "-svcacct-", 32, 255, url),
                new(EntityKind.OpenAIKey, "-admin-", 32, 255, url),
                new(EntityKind.OpenAIKey, "-None-", 32, 255, url),
                new(EntityKind.OpenAIKey, "-", 32, 255, url),
            ],
            ["rk"] = [new(EntityKind.StripeKey, "_live_", 16, 255, alnum), new(EntityKind.StripeKey, "_test_", 16, 255, alnum)],
            ["whsec"] = [new(EntityKind.StripeKey, "_", 24, 255, alnum | CharSet.Base64Sign)],
            ["GOCSPX"] = [new(EntityKind.GoogleKey, "-", 28, 28, url)],
            ["hf"] = [new(EntityKind.GenericSecret, "_", 30, 64, alnum)],
            ["npm"] = [new(EntityKind.GenericSecret, "_", 36, 36, alnum)],
            ["glpat"] = [new(EntityKind.GenericSecret, "-", 20, 64, url)],
            ["pypi"] = [new(EntityKind.GenericSecret, "-", 64, 255, url)],
            ["gsk"] = [new(EntityKind.GenericSecret, "_", 40, 64, alnum)],
            ["xai"] = [new(EntityKind.GenericSecret, "-", 40, 100, alnum)],
            ["dop"] = [new(EntityKind.GenericSecret, "_v1_", 64, 64, alnum)],
            ["shpat"] = [new(EntityKind.GenericSecret, "_", 32, 32, alnum)],
            ["pplx"] = [new(EntityKind.GenericSecret, "-", 40, 64, alnum)],
        };
        foreach (var word in new[] { "ghp", "gho", "ghu", "ghs", "ghr" })
        {
            table[word] = [new(EntityKind.GithubToken, "_", 36, 255, alnum)];
        }

        foreach (var word in new[] { "xoxb", "xoxp", "xoxa", "xoxr", "xoxs", "xoxe", "xoxo", "xoxc", "xoxd" })
        {
            table[word] = [new(EntityKind.SlackToken, "-", 16, 255, url | CharSet.MailSign)];
        }

        return table;
    }
}
