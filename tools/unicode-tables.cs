#:property PublishAot=false
#:property InvariantGlobalization=false
#:property Nullable=enable
// Writes the normalisation table of Strata.Models (Tokenizers/Unicode/normalization.bin), because the product runs
// without ICU and string.Normalize then does nothing. It asks this machine's ICU what each code point becomes, so it needs
// one (Debian: libicu72), and says so when the runtime's normalisation is switched off.
// Use: dotnet run tools/unicode-tables.cs -- src/Serving/Strata.Models/Tokenizers/Unicode/normalization.bin
//
// File: "SUN1", FNV-1a of the rest (u32), then LEB128 numbers:
//   marks:     count, (code point − previous, rank) …          rank orders the canonical combining classes, from 1
//   canonical: count, (code point − previous, length, code points …) …   full decompositions
//   compatible: the same, only where it differs from canonical
//   pairs:     count, (first, second, composed) …              primary composites
using System.Text;

if ("é".Normalize(NormalizationForm.FormD).Length != 2)
{
    Console.Error.WriteLine("This machine has no ICU; install one and run again.");
    return 1;
}

const int HangulFirst = 0xAC00, HangulLast = 0xD7A3;
var points = Enumerable.Range(0, 0x110000).Where(c => c is < 0xD800 or > 0xDFFF && c is < HangulFirst or > HangulLast).ToArray();
var body = new List<byte>();

var ranks = Ranks();
Number(ranks.Count);
Delta(ranks.Keys, c => Number(ranks[c]));
var canonical = points.Where(c => Form(c, NormalizationForm.FormD) is { } d && !Same(d, c)).ToDictionary(c => c, c => Form(c, NormalizationForm.FormD)!);
Decompositions(canonical);
Decompositions(points
    .Where(c => Form(c, NormalizationForm.FormKD) is { } d && !Same(d, c) && !(canonical.TryGetValue(c, out var known) && known.SequenceEqual(d)))
    .ToDictionary(c => c, c => Form(c, NormalizationForm.FormKD)!));
var pairs = new List<(int First, int Second, int Composed)>();
foreach (var (c, parts) in canonical)
{
    if (parts.Length < 2 || !Same(Points(Text(parts).Normalize(NormalizationForm.FormC)), c))
    {
        continue;
    }

    var first = Points(Text(parts[..^1]).Normalize(NormalizationForm.FormC));
    if (first.Length == 1)
    {
        pairs.Add((first[0], parts[^1], c));
    }
}

Number(pairs.Count);
foreach (var (first, second, composed) in pairs)
{
    Number(first);
    Number(second);
    Number(composed);
}

var hash = body.Aggregate(2166136261u, (h, b) => (h ^ b) * 16777619u);
File.WriteAllBytes(args[0], [.. "SUN1"u8, .. BitConverter.GetBytes(hash), .. body]);
Console.WriteLine($"{ranks.Count} marks, {canonical.Count} canonical, {pairs.Count} pairs, {body.Count + 8} bytes");
return 0;

// The runtime does not tell combining classes, but it sorts by them: a before b stays, or is swapped when a's is higher.
SortedDictionary<int, int> Ranks()
{
    const int lowest = 0x334, highest = 0x345;
    // What decomposes is never looked up: its parts are.
    var marks = points.Where(c => Form(c, NormalizationForm.FormD) is { } d && Same(d, c) && (Swaps(c, lowest) || Swaps(highest, c))).ToList();
    var classes = new List<int>();
    foreach (var mark in marks)
    {
        if (!classes.Any(known => !Swaps(known, mark) && !Swaps(mark, known)))
        {
            classes.Add(mark);
        }
    }

    classes.Sort((a, b) => a == b ? 0 : Swaps(a, b) ? 1 : -1);
    return new(marks.ToDictionary(c => c, c => 1 + classes.FindIndex(known => !Swaps(known, c) && !Swaps(c, known))));
}

bool Swaps(int a, int b)
{
    return a != b && Points(Text([a, b]).Normalize(NormalizationForm.FormD)) is [var first, _] && first == b;
}

int[]? Form(int c, NormalizationForm form)
{
    try
    {
        return Points(char.ConvertFromUtf32(c).Normalize(form));
    }
    catch (ArgumentException)
    {
        return null;
    }
}

static int[] Points(string text) => [.. text.EnumerateRunes().Select(r => r.Value)];
static string Text(int[] points) => string.Concat(points.Select(char.ConvertFromUtf32));
static bool Same(int[] points, int c) => points is [var only] && only == c;

void Decompositions(Dictionary<int, int[]> table)
{
    Number(table.Count);
    Delta(table.Keys.Order(), c =>
    {
        Number(table[c].Length);
        foreach (var part in table[c])
        {
            Number(part);
        }
    });
}

void Delta(IEnumerable<int> keys, Action<int> rest)
{
    var previous = 0;
    foreach (var key in keys)
    {
        Number(key - previous);
        previous = key;
        rest(key);
    }
}

void Number(int value)
{
    for (; value >= 0x80; value >>= 7)
    {
        body.Add((byte)(value | 0x80));
    }

    body.Add((byte)value);
}
