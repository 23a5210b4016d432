using System.Text;
using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>A tenant as one text: organisation, a zero, project. No id holds a zero: the store refuses it.</summary>
internal static class TenantText
{
    public static string Of(Tenant tenant) => tenant.Organization + "\0" + tenant.Project;

    public static Tenant Read(ReadOnlySpan<byte> text)
    {
        var zero = text.IndexOf((byte)0);
        return zero < 0 ? default : new Tenant(Encoding.UTF8.GetString(text[..zero]), Encoding.UTF8.GetString(text[(zero + 1)..]));
    }
}
