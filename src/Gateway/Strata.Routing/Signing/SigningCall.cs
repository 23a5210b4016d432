using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>A call that is to prove who pays for it.</summary>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Url">Its address, as it will be sent.</param>
public readonly record struct SigningCall(string Method, Uri Url)
{
    /// <summary>What is asked; null where that does not matter.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The whole body: some styles sign it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
