using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// AWS access key ids (IAM guide, unique identifiers: <c>AKIA</c> long-lived, <c>ASIA</c> temporary, <c>ABIA</c> and <c>ACCA</c> of services;
/// four letters and 16 more of upper case and digits) and Google API keys (<c>AIza</c> and 35 more). Triggered by the first A.
/// </summary>
internal static class CloudKeyDetector
{
    private const int AwsBody = 16;
    private const int GoogleBody = 35;

    public static bool TryFind(ref Probe text, int at, EntitySet on, out Candidate found)
    {
        found = default;
        if (Chars.Is(text[at - 1], CharSet.Alnum))
        {
            return false;
        }

        if (on.Has(EntityKind.GoogleKey) && text.Stands(at + 1, "Iza"))
        {
            return TryGoogle(ref text, at, out found);
        }

        var isAws = text[at + 1] switch
        {
            'K' or 'S' => text.Stands(at + 2, "IA"),
            'B' => text.Stands(at + 2, "IA"),
            'C' => text.Stands(at + 2, "CA"),
            _ => false,
        };
        if (!isAws || !on.Has(EntityKind.AwsAccessKey))
        {
            return false;
        }

        var end = text.RunEnd(at + 4, CharSet.Upper | CharSet.Digit, AwsBody + 1);
        if (end != at + 4 + AwsBody || Chars.IsWord(text[end]) || Entropy.Distinct(text.Slice(at + 4, end)) < 5)
        {
            return false;
        }

        found = new Candidate(EntityKind.AwsAccessKey, at, end);
        return true;
    }

    private static bool TryGoogle(ref Probe text, int at, out Candidate found)
    {
        var end = text.RunEnd(at + 4, CharSet.Base64Url, GoogleBody + 1);
        found = new Candidate(EntityKind.GoogleKey, at, at + 4 + GoogleBody);
        return end - at - 4 == GoogleBody && Entropy.Distinct(text.Slice(at + 4, end)) >= 8;
    }
}
