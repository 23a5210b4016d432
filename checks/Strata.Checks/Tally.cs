namespace Strata.Checks;

/// <summary>Counts what a check saw; its text is the check's closing line.</summary>
internal sealed class Tally
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void Pass() => Passed++;

    public void Fail(string what)
    {
        Failed++;
        if (Failed <= 50)
        {
            Console.Error.WriteLine("FAIL " + what);
        }
    }

    public void Skip(string why)
    {
        Skipped++;
        Console.Error.WriteLine("SKIP " + why);
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
