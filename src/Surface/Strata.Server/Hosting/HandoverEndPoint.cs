using System.Net;

namespace Strata.Server.Hosting;

/// <summary>The address of a listener that nobody can connect to; see <see cref="CleartextHttp2"/>.</summary>
internal sealed class HandoverEndPoint : EndPoint
{
    public override string ToString() => "handover";
}
