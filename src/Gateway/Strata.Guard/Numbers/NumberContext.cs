using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>What the words before a number say it is.</summary>
internal static class NumberContext
{
    private const int Window = 48;

    private static readonly ContextWords Codes = new(
        "order", "orders", "invoice", "ticket", "part", "sku", "item", "serial", "build", "version", "ref", "reference", "tracking",
        "isbn", "issn", "ean", "upc", "gtin", "model", "batch", "lot", "po", "rma", "case", "shipment", "parcel", "commit", "bug", "issue", "coordinates", "timestamp");

    private static readonly ContextWords Phones = new(
        "phone", "phones", "telephone", "tel", "mobile", "cell", "cellphone", "fax", "whatsapp", "sms", "hotline", "helpline", "landline", "callback", "dial", "phonenumber",
        "telefon", "telefonnummer", "handy", "handynummer", "mobil", "rufnummer", "tél", "téléphone", "portable", "teléfono", "telefono", "móvil", "celular", "cellulare", "telefone", "телефон", "тел");

    private static readonly ContextWords Calls = new("call", "ring", "text", "reach", "contact", "dial", "voicemail");

    private static readonly ContextWords SocialSecurity = new("ssn", "ssns", "social", "security", "taxpayer", "tin", "itin");

    private static readonly ContextWords Cards = new(
        "card", "cards", "credit", "debit", "visa", "mastercard", "maestro", "amex", "discover", "diners", "jcb", "unionpay", "pan", "cc", "cardnumber", "kreditkarte", "carte", "tarjeta", "carta");

    /// <summary>The word just before says that the number counts things or names a paper: an order, a ticket, a part.</summary>
    public static bool IsCode(ref Probe text, int at) => Codes.IsAmongLast(text.Before(at, Window), 2);

    /// <summary>Groups of four before the number that begin like an IBAN, two letters and two digits: it is a piece of one.</summary>
    public static bool IsInsideIban(ref Probe text, int at)
    {
        var head = at;
        for (var i = 0; i < 8 && text[head - 1] == ' ' && Chars.IsDigit(text[head - 2]); i++)
        {
            head -= 5;
            if (Chars.Is(text[head], CharSet.Letter) && Chars.Is(text[head + 1], CharSet.Letter) && Chars.IsDigit(text[head + 2]))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsPhone(ref Probe text, int at) =>
        Phones.IsAmongLast(text.Before(at, Window), 4) || HasIdeographs(text.Before(at, 8));

    public static bool IsCall(ref Probe text, int at) => Calls.IsAmongLast(text.Before(at, Window), 4);

    public static bool IsSocialSecurity(ref Probe text, int at) => SocialSecurity.IsAmongLast(text.Before(at, Window), 5);

    public static bool IsCard(ref Probe text, int at) => Cards.IsAmongLast(text.Before(at, Window), 4);

    /// <summary>Scripts without blanks: the words for telephone and for a mobile one in Chinese and Japanese.</summary>
    private static bool HasIdeographs(ReadOnlySpan<char> before) =>
        before.IndexOf("电话") >= 0 || before.IndexOf("電話") >= 0 || before.IndexOf("手机") >= 0 || before.IndexOf("手機") >= 0 || before.IndexOf("携帯") >= 0;
}
