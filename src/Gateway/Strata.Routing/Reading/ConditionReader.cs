using Strata.Core.Configuration;
using Strata.Routing.Policies;

namespace Strata.Routing.Reading;

/// <summary>Reads conditions: a subject and one test.</summary>
internal static class ConditionReader
{
    public static IReadOnlyList<Condition> Read(ConfigReader item, string key, string doc) => [.. item.List(key, doc, ReadOne).OfType<Condition>()];

    /// <summary>Notes a subject that nothing is found by.</summary>
    public static string Checked(ConfigReader item, string key, string subject)
    {
        if (subject.Length > 0 && !Condition.Subjects.Contains(subject) && !IsNamed(subject, "metadata.") && !IsNamed(subject, "tag."))
        {
            item.Reject(key, $"'{subject}' is not known.", $"Write one of: {string.Join(", ", Condition.Subjects)}, metadata.NAME, tag.NAME.");
        }

        return subject;
    }

    private static bool IsNamed(string subject, string prefix) => subject.Length > prefix.Length && subject.StartsWith(prefix, StringComparison.Ordinal);

    private static Condition? ReadOne(ConfigReader item)
    {
        var subject = Checked(item, "subject", item.RequiredText("subject", $"What is looked at: {string.Join(", ", Condition.Subjects)}, metadata.NAME or tag.NAME."));
        var anyOf = item.Texts("is", "It is one of these; a value may end in a star.");
        var noneOf = item.Texts("not", "It is none of these.");
        var least = item.OptionalDecimal("at_least", null, (-1e15m, 1e15m), "It is a number, at least this.");
        var most = item.OptionalDecimal("at_most", null, (-1e15m, 1e15m), "It is a number, at most this.");
        var exists = item.Flag("exists", true, "True: it must be given. False: it must not.");
        Condition?[] tests =
        [
            anyOf.Count > 0 ? new Condition(subject, ConditionTest.Is, anyOf) : null,
            noneOf.Count > 0 ? new Condition(subject, ConditionTest.Not, noneOf) : null,
            least is { } a ? new Condition(subject, ConditionTest.AtLeast, [], a) : null,
            most is { } b ? new Condition(subject, ConditionTest.AtMost, [], b) : null,
            item.Has("exists") ? new Condition(subject, exists ? ConditionTest.Exists : ConditionTest.Missing, []) : null,
        ];
        if (tests.Count(t => t is not null) == 1)
        {
            return tests.First(t => t is not null);
        }

        if (item.Has("subject"))
        {
            item.Reject("subject", "has no test, or several.", "Write one of is, not, at_least, at_most or exists beside it; several conditions hold together.");
        }

        return null;
    }
}
