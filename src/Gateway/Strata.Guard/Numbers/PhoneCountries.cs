namespace Strata.Guard.Numbers;

/// <summary>Country codes of ITU-T E.164 and how many digits follow them: exact ranges for the large plans, 5 to 12 (15 in all) for the others.</summary>
internal static class PhoneCountries
{
    private const string Two =
        "20:8-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:6-11 40:9-9 41:9-9 43:4-13 44:9-10 45:8-8 46:7-9 47:5-8 48:9-9 49:6-11 51:8-9 52:10-10 53:6-8 54:10-11 55:10-11 " +
        "56:8-9 57:8-10 58:10-10 60:8-10 61:9-9 62:8-12 63:8-10 64:8-10 65:8-8 66:8-9 81:9-10 82:8-11 84:9-10 86:9-11 90:10-10 91:10-10 92:9-10 93:9-9 94:9-9 95:7-10 98:10-10";

    private const string Three =
        "211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 " +
        "262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 " +
        "500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 " +
        "800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998";

    private static readonly (int Min, int Max)[] National = Build();

    /// <summary>How many digits the country code at the front has, 0 for none that is given out; and how many may follow.</summary>
    public static int CodeLength(ReadOnlySpan<byte> digits, out (int Min, int Max) national)
    {
        var code = 0;
        for (var i = 0; i < 3 && i < digits.Length; i++)
        {
            code = (code * 10) + digits[i];
            if (National[code].Max > 0)
            {
                national = National[code];
                return i + 1;
            }
        }

        national = default;
        return 0;
    }

    private static (int Min, int Max)[] Build()
    {
        var table = new (int, int)[1000];
        table[1] = (10, 10);
        table[7] = (10, 10);
        foreach (var row in Two.Split(' '))
        {
            var dash = row.IndexOf('-', StringComparison.Ordinal);
            table[Number(row.AsSpan(0, 2))] = (Number(row.AsSpan(3..dash)), Number(row.AsSpan(dash + 1)));
        }

        foreach (var row in Three.Split(' '))
        {
            table[Number(row)] = (5, 12);
        }

        return table;
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
