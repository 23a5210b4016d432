namespace Strata.Routing.Signing;

/// <summary>Where the headers of a call go.</summary>
public interface IHeaderSink
{
    /// <summary>Sets a header, in place of what stood there.</summary>
    void Set(string name, string value);

    /// <summary>Whether a header is set.</summary>
    bool Has(string name);
}
