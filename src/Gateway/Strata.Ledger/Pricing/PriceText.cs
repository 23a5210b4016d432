using System.Globalization;
using System.Text;
using Strata.Core.Results;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Prices as one line, the same in our data file, in the database and in a book's version:
/// <code>
/// in=2.5 cached=1.25 out=10 &gt;200000.in=5 batch=0.5 priority.in=4.25
/// </code>
/// Services are batch, flex, priority and scale. A word is <c>[service.][&gt;tokens.]class=dollars</c> or <c>service=factor</c>. Classes: in, cached, write, write1h, audio-in, image-in, out,
/// reasoning, audio-out, image-out (dollars per million tokens) and tools (dollars per thousand calls). Unless named, reasoning costs what out costs;
/// <c>reasoning=-</c> says that it is unknown.
/// </summary>
public static class PriceText
{
    private const decimal Unknown = -1;

    /// <summary>The most characters of a line.</summary>
    public const int CharactersMax = 4_000;

    private static readonly string[] Services = ["batch", "flex", "priority", "scale"];

    private static readonly (string Name, Func<PriceOptions, decimal?> Get, Func<PriceOptions, decimal, PriceOptions> With)[] Classes =
    [
        ("in", p => p.Input, (p, v) => p with { Input = v }),
        ("cached", p => p.CachedInput, (p, v) => p with { CachedInput = v }),
        ("write", p => p.CacheWrite, (p, v) => p with { CacheWrite = v }),
        ("write1h", p => p.CacheWriteLong, (p, v) => p with { CacheWriteLong = v }),
        ("audio-in", p => p.AudioInput, (p, v) => p with { AudioInput = v }),
        ("image-in", p => p.ImageInput, (p, v) => p with { ImageInput = v }),
        ("out", p => p.Output, (p, v) => p with { Output = v }),
        ("reasoning", p => p.Reasoning, (p, v) => p with { Reasoning = v }),
        ("audio-out", p => p.AudioOutput, (p, v) => p with { AudioOutput = v }),
        ("image-out", p => p.ImageOutput, (p, v) => p with { ImageOutput = v }),
        ("tools", p => p.ToolCalls, (p, v) => p with { ToolCalls = v }),
    ];

    /// <summary>Writes prices; reading them gives them back.</summary>
    public static string Write(PriceOptions prices)
    {
        var text = new StringBuilder();
        WriteSteps(text, "", prices);
        foreach (var service in prices.Services.OrderBy(s => s.Tier, StringComparer.Ordinal))
        {
            Word(text, service.Tier, service.Factor);
            WriteSteps(text, service.Tier + ".", service.Prices);
        }

        return text.ToString();
    }

    /// <summary>Reads prices.</summary>
    public static Result<PriceOptions> Read(string line)
    {
        if (line.Length > CharactersMax)
        {
            return Problem.Invalid($"A price has at most {CharactersMax} characters.", "prices");
        }

        var usual = new SortedDictionary<long, PriceOptions>();
        var services = new SortedDictionary<string, (decimal? Factor, SortedDictionary<long, PriceOptions> Steps)>(StringComparer.Ordinal);
        foreach (var word in line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadWord(word, usual, services) is { } problem)
            {
                return problem;
            }
        }

        return Build(usual) with { Services = [.. services.Select(s => new ServicePrice(s.Key, s.Value.Factor ?? 1, Build(s.Value.Steps)))] };
    }

    private static Problem? ReadWord(string word, SortedDictionary<long, PriceOptions> usual, SortedDictionary<string, (decimal?, SortedDictionary<long, PriceOptions>)> services)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = Unknown;
        if (equals < 1 || (!word.EndsWith("reasoning=-", StringComparison.Ordinal) && !decimal.TryParse(word.AsSpan(equals + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out value)) || value > 1_000_000)
        {
            return Problem.Invalid($"'{word}' is not a price. Write for instance in=2.5 or batch=0.5, in dollars up to a million.", "prices");
        }

        var parts = word[..equals].Split('.');
        var at = 0;
        var steps = usual;
        if (!IsClass(parts[0]) && !parts[0].StartsWith('>'))
        {
            if (!Services.Contains(parts[0]))
            {
                return Problem.Invalid($"'{parts[0]}' is neither a token class nor a tier of service. Use {string.Join(", ", Classes.Select(c => c.Name))}; or {string.Join(", ", Services)}.", "prices");
            }

            var known = services.GetValueOrDefault(parts[0], (null, []));
            services[parts[0]] = parts.Length == 1 ? (value, known.Item2) : known;
            steps = known.Item2;
            at++;
        }

        long above = 0;
        if (at < parts.Length && parts[at].StartsWith('>') && !(long.TryParse(parts[at++].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out above) && above > 0 && steps.Count <= 16))
        {
            return Problem.Invalid($"'{word}': write a step as >TOKENS, for instance >200000.in=5.", "prices");
        }

        if (at == parts.Length && at == 1 && above == 0)
        {
            return null; // a factor
        }

        if (at != parts.Length - 1 || !IsClass(parts[at]))
        {
            return Problem.Invalid($"'{word}' names no token class. Use {string.Join(", ", Classes.Select(c => c.Name))}.", "prices");
        }

        steps[above] = Array.Find(Classes, c => c.Name == parts[at]).With(steps.GetValueOrDefault(above) ?? new PriceOptions(), value);
        return null;
    }

    private static PriceOptions Build(SortedDictionary<long, PriceOptions> steps)
    {
        var first = Complete(steps.GetValueOrDefault(0) ?? new PriceOptions());
        return first with { Steps = [.. steps.Where(s => s.Key > 0).Select(s => new PriceStep(s.Key, Complete(s.Value)))] };
    }

    private static PriceOptions Complete(PriceOptions prices) => prices.Reasoning switch
    {
        Unknown => prices with { Reasoning = null },
        _ => prices.Complete(),
    };

    private static void WriteSteps(StringBuilder text, string prefix, PriceOptions prices)
    {
        foreach (var (name, get, _) in Classes)
        {
            if (get(prices) is { } value)
            {
                Word(text, prefix + name, value);
            }
            else if (name == "reasoning" && prices.Output is not null)
            {
                text.Append(' ').Append(prefix).Append("reasoning=-");
            }
        }

        foreach (var step in prices.Steps.OrderBy(s => s.AboveTokens))
        {
            WriteSteps(text, string.Create(CultureInfo.InvariantCulture, $"{prefix}>{step.AboveTokens}."), step.Prices with { Steps = [] });
        }
    }

    private static void Word(StringBuilder text, string name, decimal value) =>
        text.Append(text.Length > 0 ? " " : "").Append(name).Append('=').Append(value.ToString("0.############################", CultureInfo.InvariantCulture));

    private static bool IsClass(string name) => Array.Exists(Classes, c => c.Name == name);
}
