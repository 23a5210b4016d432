using System.Buffers;
using Strata.Guard.Addresses;
using Strata.Guard.Entities;
using Strata.Guard.Keys;
using Strata.Guard.Numbers;
using Strata.Guard.Text;

namespace Strata.Guard.Sources;

/// <summary>The one table from a trigger character to the detectors that are asked there, in their order.</summary>
internal static class Dispatch
{
    /// <summary>Every character at which any detector can be asked.</summary>
    public const string Triggers = "0123456789@:=>_-+(AJ";

    private static readonly SearchValues<char> Typed = SearchValues.Create("0123456789@:_-+AJ");

    /// <summary>The characters at which detectors of a set can be asked.</summary>
    public static string TriggersOf(EntitySet on)
    {
        var numbers = new EntitySet(0).With(EntityKind.Iban).With(EntityKind.Ip).With(EntityKind.UsSsn).With(EntityKind.CreditCard).With(EntityKind.Phone).With(EntityKind.GenericSecret);
        var keys = new EntitySet(0).With(EntityKind.GithubToken).With(EntityKind.SlackToken).With(EntityKind.OpenAIKey).With(EntityKind.StripeKey).With(EntityKind.GoogleKey).With(EntityKind.GenericSecret);
        var secret = on.Has(EntityKind.GenericSecret);
        return ((on.Bits & numbers.Bits) != 0 ? "0123456789" : "")
            + (on.Has(EntityKind.Email) ? "@" : "")
            + (secret || on.Has(EntityKind.DbUrl) || on.Has(EntityKind.Ip) || on.Has(EntityKind.SlackToken) ? ":" : "")
            + (secret ? "=>" : "")
            + ((on.Bits & keys.Bits) != 0 ? "_-" : on.Has(EntityKind.PrivateKey) ? "-" : "")
            + (on.Has(EntityKind.Phone) ? "+(" : "")
            + (on.Has(EntityKind.AwsAccessKey) || on.Has(EntityKind.GoogleKey) ? "A" : "")
            + (on.Has(EntityKind.Jwt) ? "J" : "");
    }

    /// <summary>
    /// Asks the detectors of one trigger. A generic secret gives way to a key of a known issuer that fills most of it: the
    /// issuer's detector is asked at its own trigger later.
    /// </summary>
    public static bool TryFind(ref Probe text, int at, EntitySet on, out Candidate found) =>
        TryAny(ref text, at, on, out found) && !(found.Kind == EntityKind.GenericSecret && HoldsTyped(ref text, found, on.Without(EntityKind.GenericSecret)));

    private static bool HoldsTyped(ref Probe text, Candidate secret, EntitySet on)
    {
        for (var at = secret.Start; at < secret.End; at++)
        {
            if (Typed.Contains(text[at]) && TryAny(ref text, at, on, out var found) && found.Start >= secret.Start && (found.End - found.Start) * 2 >= secret.End - secret.Start)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryAny(ref Probe text, int at, EntitySet on, out Candidate found)
    {
        found = default;
        switch (text[at])
        {
            case '@':
                return on.Has(EntityKind.Email) && EmailDetector.TryFind(ref text, at, out found);
            case ':':
                return UrlDetector.TryFind(ref text, at, on, out found)
                    || (on.Has(EntityKind.Ip) && IpV6Detector.TryFind(ref text, at, out found))
                    || (on.Has(EntityKind.GenericSecret) && AssignmentDetector.TryFind(ref text, at, out found));
            case '=' or '>':
                return on.Has(EntityKind.GenericSecret) && AssignmentDetector.TryFind(ref text, at, out found);
            case '-':
                return (on.Has(EntityKind.PrivateKey) && ArmourDetector.TryFind(ref text, at, out found)) || TryPrefix(ref text, at, on, out found);
            case '_':
                return TryPrefix(ref text, at, on, out found);
            case 'A':
                return CloudKeyDetector.TryFind(ref text, at, on, out found);
            case 'J':
                return on.Has(EntityKind.Jwt) && JwtDetector.TryFind(ref text, at, out found);
            case '+' or '(':
                return on.Has(EntityKind.Phone) && PhoneDetector.TryFind(ref text, at, out found);
            default:
                return !Chars.IsDigit(text[at - 1]) && TryNumber(ref text, at, on, out found);
        }
    }

    private static bool TryPrefix(ref Probe text, int at, EntitySet on, out Candidate found)
    {
        found = default;
        return Chars.IsWord(text[at + 1]) && PrefixDetector.TryFind(ref text, at, out found) && on.Has(found.Kind);
    }

    /// <summary>The length of the first run of digits, and whether a letter stands before it, say who need not be asked.</summary>
    private static bool TryNumber(ref Probe text, int at, EntitySet on, out Candidate found)
    {
        found = default;
        if (Chars.IsWord(text[at - 1]))
        {
            return (on.Has(EntityKind.Iban) && IbanDetector.TryFind(ref text, at, out found))
                || (on.Has(EntityKind.GenericSecret) && ProseSecretDetector.TryFind(ref text, at, out found));
        }

        var run = text.RunEnd(at, CharSet.Digit, Groups.DigitsMax) - at;
        return (run <= 3 && on.Has(EntityKind.Ip) && IpV4Detector.TryFind(ref text, at, out found))
            || (run is 3 or 9 && on.Has(EntityKind.UsSsn) && SsnDetector.TryFind(ref text, at, out found))
            || (run is 4 or >= 12 && on.Has(EntityKind.CreditCard) && CardDetector.TryFind(ref text, at, out found))
            || (on.Has(EntityKind.Phone) && PhoneDetector.TryFind(ref text, at, out found))
            || (on.Has(EntityKind.GenericSecret) && ProseSecretDetector.TryFind(ref text, at, out found));
    }
}
