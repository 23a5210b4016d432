using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>What every part can have beside its own members.</summary>
internal sealed class PartDraft
{
    public byte[] CacheControl { get; private set; } = [];

    public List<Carry> Extra { get; } = [];

    /// <summary>The members of a part's inner object; those around it are kept here.</summary>
    public IEnumerable<JsonValue> Inner(JsonValue part, string name)
    {
        IEnumerable<JsonValue> inner = [];
        foreach (var member in part.Members())
        {
            if (member.Name == name)
            {
                inner = member.Members();
            }
            else
            {
                Other(member);
            }
        }

        return inner;
    }

    public void Other(JsonValue member)
    {
        if (member.Name == "cache_control")
        {
            CacheControl = member.IsNull ? [] : member.Raw();
        }
        else if (member.Name != "type")
        {
            Carry("", member);
        }
    }

    /// <summary>Keeps a member under the path by which the writer puts it back.</summary>
    public void Carry(string prefix, JsonValue member)
    {
        if (!member.IsNull)
        {
            Extra.Add(new Carry(prefix + member.Name, member.Raw()));
        }
    }
}
