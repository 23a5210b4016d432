using System.Buffers;
using Strata.Guard.Options;

namespace Strata.Guard.Tests;

/// <summary>Policies and ways of pushing a text that several tests use.</summary>
internal static class Guards
{
    public static readonly GuardPolicy Everything = Of(new GuardRuleOptions { Detector = "PII" }, new GuardRuleOptions { Detector = "SECRETS" });

    public static GuardPolicy Of(params GuardRuleOptions[] rules) => GuardPolicy.Compile("test", new GuardPolicyOptions { Rules = rules }).Value;

    public static GuardPolicy Of(string detector, GuardAction action) => Of(new GuardRuleOptions { Detector = detector, Action = action });

    /// <summary>Pushes the pieces between the cuts, and completes.</summary>
    public static GuardResult Cut(GuardPolicy policy, string text, IEnumerable<int> cuts, GuardTokens? tokens = null, GuardDirection direction = GuardDirection.Output)
    {
        using var scan = policy.Begin(direction, tokens);
        var safe = new ArrayBufferWriter<char>();
        var from = 0;
        foreach (var cut in cuts.Append(text.Length))
        {
            scan.Push(text.AsSpan(from, cut - from), safe);
            from = cut;
        }

        scan.Complete(safe);
        return new GuardResult(safe.WrittenSpan.ToString(), scan.Findings, scan.IsBlocked);
    }

    public static string Found(string text) => string.Join(' ', Everything.Apply(GuardDirection.Input, text).Findings.Select(f => $"{f.Detector}={text[f.Start..f.End]}"));
}
