using System.Text;
using Strata.Guard;
using Strata.Otlp.Export;

namespace Strata.Collector.Export;

/// <summary>What a target's rules keep back.</summary>
internal sealed class ExportMask(ExportTarget target, GuardPolicy? policy) : ITextMask
{
    private readonly byte[][] without = [.. target.Without.Select(Encoding.UTF8.GetBytes)];

    public bool KeepsMessages => target.Messages;

    public bool Keeps(ReadOnlySpan<byte> key)
    {
        foreach (var start in without)
        {
            if (key.StartsWith(start))
            {
                return false;
            }
        }

        return true;
    }

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> text)
    {
        if (policy is null || text.IsEmpty)
        {
            return text;
        }

        var result = policy.Apply(GuardDirection.Output, Encoding.UTF8.GetString(text.Span));
        return result.Findings.Count == 0 ? text : Encoding.UTF8.GetBytes(result.Text);
    }
}
