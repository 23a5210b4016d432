using System.Runtime.CompilerServices;

namespace Strata.Templates.Values;

/// <summary>
/// What one rendering may still use up: steps, depth, and characters of one text. A template comes with a model file
/// from anywhere, so every loop, copy and scan is paid for here. Also remembers the line at work, for messages.
/// </summary>
internal sealed class Budget(int stepsMax, int depthMax, int textCharactersMax)
{
    private long spent;
    private int depth;

    public int Line { get; set; }

    /// <summary>Pays for steps of work.</summary>
    public void Spend(int count)
    {
        if ((spent += count) > stepsMax)
        {
            throw Fault.Limit($"it takes more than {stepsMax} steps");
        }
    }

    /// <summary>Pays for reading a text or list of the given length once.</summary>
    public void Scan(int length) => Spend(length >> 8);

    /// <summary>Refuses a text that would grow past the limit, before it is built.</summary>
    public void CheckLength(long characters)
    {
        if (characters > textCharactersMax)
        {
            throw Fault.Limit($"a text grows past {textCharactersMax} characters");
        }
    }

    /// <summary>Enters a nested call; pair with <see cref="Leave"/>.</summary>
    public void Enter()
    {
        if (++depth > depthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fault.Limit($"calls nest deeper than {depthMax}");
        }
    }

    public void Leave() => depth--;
}
