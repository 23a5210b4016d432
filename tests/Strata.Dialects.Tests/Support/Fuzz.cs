namespace Strata.Dialects.Tests.Support;

/// <summary>Damaged bodies, the same for every run: bytes changed, cut out, doubled, and ends cut off.</summary>
internal static class Fuzz
{
    private const int Rounds = 400;

    public static IEnumerable<byte[]> Of(string seedText, int seed)
    {
        var random = new Random(seed);
        var whole = Wired.Utf8(seedText);
        for (var cut = 0; cut < whole.Length; cut += Math.Max(1, whole.Length / 200))
        {
            yield return whole[..cut];
        }

        for (var round = 0; round < Rounds; round++)
        {
            var bytes = whole.ToList();
            for (var change = random.Next(1, 5); change > 0 && bytes.Count > 2; change--)
            {
                var at = random.Next(bytes.Count - 1);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes[at] = (byte)"{}[]\",:0-1e.tfn\\"[random.Next(16)];
                        break;
                    case 2:
                        bytes.RemoveRange(at, random.Next(1, Math.Min(12, bytes.Count - at)));
                        break;
                    default:
                        bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                        break;
                }
            }

            yield return [.. bytes];
        }
    }
}
