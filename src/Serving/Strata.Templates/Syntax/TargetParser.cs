using Strata.Templates.Nodes;

namespace Strata.Templates.Syntax;

/// <summary>What stands left of an assignment.</summary>
internal sealed class TargetParser(TokenStream stream)
{
    /// <summary>One target, or several with commas between; ends before the given name.</summary>
    public Target Parse(string? stopName)
    {
        var (parts, isTuple) = (new List<Target> { One() }, false);
        while (stream.TryOperator(","))
        {
            isTuple = true;
            if ((stopName is not null && stream.Current.IsName(stopName)) || stream.Current.IsOperator("=") || stream.Current.IsOperator(")"))
            {
                break;
            }

            parts.Add(One());
        }

        return isTuple ? new TupleTarget(parts) : parts[0];
    }

    /// <summary>A name, a namespace's attribute, or several in parentheses.</summary>
    public Target One()
    {
        if (stream.TryOperator("("))
        {
            stream.Enter();
            var inner = Parse(null);
            stream.Leave();
            stream.ExpectOperator(")");
            return inner;
        }

        var name = stream.TakeName();
        if (name is "true" or "false" or "none" or "True" or "False" or "None")
        {
            throw stream.Fail($"'{name}' cannot be assigned to");
        }

        return stream.TryOperator(".") ? new MemberTarget(name, stream.TakeName()) : new NameTarget(name);
    }
}
