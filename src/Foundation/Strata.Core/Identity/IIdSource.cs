namespace Strata.Core.Identity;

/// <summary>Makes ids. A parameter everywhere, so that a test can seed them.</summary>
public interface IIdSource
{
    /// <summary>A new id: <paramref name="prefix"/>, an underscore and 26 characters that sort by time.</summary>
    /// <param name="prefix">A short word for the kind, for instance <c>req</c> or <c>key</c>.</param>
    string Next(string prefix);
}
