using System.Collections.Frozen;

namespace Strata.Guard.Injection;

/// <summary>
/// Words and rules of the heuristic, in English with the commonest ones in German, French and Spanish. A heuristic: it sees
/// well-known wordings and misses paraphrases; a model rule is the stronger check.
/// </summary>
internal static class InjectionLexicon
{
    public const int WordMax = 24;

    public static readonly FrozenDictionary<string, WordClass>.AlternateLookup<ReadOnlySpan<char>> Words = Build().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static readonly InjectionRule[] Rules =
    [
        new(0.8, 3, WordClass.Ignore, WordClass.Previous, WordClass.Instruction),
        new(0.4, 3, WordClass.Ignore, WordClass.Instruction),
        new(0.5, 2, WordClass.Ignore, WordClass.Instruction, WordClass.Previous),
        new(0.75, 3, WordClass.Reveal, WordClass.Hidden, WordClass.Instruction),
        new(0.7, 3, WordClass.You, WordClass.Now, WordClass.Freed),
        new(0.6, 4, WordClass.Pretend, WordClass.Freed),
        new(0.5, 4, WordClass.Pretend, WordClass.Without, WordClass.Restriction),
        new(0.35, 2, WordClass.Without, WordClass.Restriction),
        new(0.5, 0, WordClass.ModeName, WordClass.Mode),
        new(0.3, 1, WordClass.New, WordClass.Instruction),
        new(0.5, 2, WordClass.Not, WordClass.Reveal, WordClass.User),
        new(0.7, 0, WordClass.ControlMark),
        new(0.6, 5, WordClass.Send, WordClass.Credential, WordClass.Target),
        new(0.4, 4, WordClass.Decode, WordClass.Obey),
    ];

    private static Dictionary<string, WordClass> Build()
    {
        var words = new Dictionary<string, WordClass>(StringComparer.OrdinalIgnoreCase);
        void Add(WordClass of, string list)
        {
            foreach (var word in list.Split(' '))
            {
                words[word] = words.GetValueOrDefault(word) | of;
            }
        }

        Add(WordClass.Ignore, "ignore ignoring disregard disregarding forget forgetting override overriding bypass neglect overrule");
        Add(WordClass.Ignore, "ignoriere ignorieren vergiss missachte ignorez oubliez ignora ignore olvida olvide");
        Add(WordClass.Previous, "previous prior above earlier preceding foregoing initial original system everything before");
        Add(WordClass.Previous, "vorherigen vorigen bisherigen obigen précédentes précédents antérieures anteriores previas");
        Add(WordClass.Instruction, "instructions instruction prompt prompts rules directives directive guidelines guideline commands orders policies messages anweisungen anweisung regeln consignes instrucciones reglas");
        Add(WordClass.Reveal, "reveal show print repeat output display tell leak expose dump disclose recite verrate zeige affiche révèle muestra revela mention inform");
        Add(WordClass.Hidden, "system hidden secret developer confidential initial original geheimen caché cachées ocultas secretas");
        Add(WordClass.You, "you");
        Add(WordClass.Now, "now henceforth become jetzt maintenant ahora");
        Add(WordClass.Freed, "dan jailbroken unrestricted unfiltered uncensored evil amoral unbound unlimited uncontrolled");
        Add(WordClass.Pretend, "act pretend behave roleplay respond simulate imagine answer");
        Add(WordClass.Without, "without no bypass disable remove ignoring any");
        Add(WordClass.Restriction, "restrictions limitations filters filter safety guardrails censorship safeguards moderation ethics morals constraints");
        Add(WordClass.ModeName, "developer god jailbreak dan sudo debug admin unrestricted maintenance");
        Add(WordClass.Mode, "mode");
        Add(WordClass.New, "new updated real actual following");
        Add(WordClass.Not, "not never don't dont");
        Add(WordClass.User, "user users human anyone");
        Add(WordClass.ControlMark, "im_start im_end endoftext startoftext start_header_id end_header_id eot_id start_of_turn inst");
        Add(WordClass.Send, "send post forward upload email exfiltrate transmit submit append");
        Add(WordClass.Credential, "password passwords secrets credentials keys token tokens history conversation cookies");
        Add(WordClass.Target, "http https url webhook attacker endpoint server");
        Add(WordClass.Decode, "decode base64 rot13 decrypt deobfuscate");
        Add(WordClass.Obey, "execute follow obey run perform comply");
        return words;
    }
}
