namespace Strata.Cli.Doctor;

/// <summary>What the doctor saw of one thing.</summary>
/// <param name="Verdict">How it is.</param>
/// <param name="Name">What was looked at.</param>
/// <param name="What">What is there.</param>
/// <param name="Todo">What to do; empty where nothing is.</param>
internal sealed record Finding(Verdict Verdict, string Name, string What, string Todo = "");
