namespace Strata.Http;

/// <summary>
/// Thrown by an endpoint whose stream ended, flushed, with an error event: the web server then closes the connection without
/// the mark of the body's end. Nobody on the way catches or logs it.
/// </summary>
public sealed class BrokenStreamException : IOException
{
    /// <summary>Makes one.</summary>
    public BrokenStreamException()
        : base("The answer broke off; its error event was sent.")
    {
    }
}
