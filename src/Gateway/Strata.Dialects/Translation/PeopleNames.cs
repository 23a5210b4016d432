using Strata.Dialects.Canonical;

namespace Strata.Dialects.Translation;

/// <summary>Names of people where turns have none: one is a hint, two would become one person and are refused.</summary>
internal static class PeopleNames
{
    public static void Take(ChatRequest request, Losses losses)
    {
        string? first = null;
        for (var i = 0; i < request.Messages.Count; i++)
        {
            if (request.Messages[i].Name is not { } name)
            {
                continue;
            }

            var member = Spelling.Message(request.Dialect, i) + ".name";
            if (request.Messages[i].Role == MessageRole.User && first is not null && first != name)
            {
                losses.Refuse(member, "This model's provider cannot tell two people apart by their names. Write the names into the texts.");
            }

            first = request.Messages[i].Role == MessageRole.User ? name : first;
            losses.Note(member, "left out: turns have no names there");
        }
    }
}
