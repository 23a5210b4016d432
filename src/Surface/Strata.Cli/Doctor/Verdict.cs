namespace Strata.Cli.Doctor;

/// <summary>How a thing is.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}
