using Strata.Core.Results;

namespace Strata.Dialects.Json;

/// <summary>One reading of a body: keeps the first problem, after which reading goes on in vain and changes nothing.</summary>
public sealed class JsonReading
{
    /// <summary>What was wrong first; null while nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Tells a problem.</summary>
    public void Refuse(Problem problem) => Problem ??= problem;
}
