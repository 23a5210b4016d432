using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>Where verbs write: results to standard output, errors and progress to standard error. The one home of the console.</summary>
public sealed class Terminal
{
    private readonly TextWriter results;
    private readonly TextWriter errors;

    /// <summary>A terminal over the process's own streams.</summary>
    public Terminal()
        : this(Console.Out, Console.Error, Console.In, interactive: !Console.IsOutputRedirected && !Console.IsInputRedirected)
    {
    }

    /// <summary>A terminal over given streams, for tests.</summary>
    public Terminal(TextWriter results, TextWriter errors, TextReader input, bool interactive)
    {
        (this.results, this.errors) = (results, errors);
        Input = input;
        IsInteractive = interactive;
        Out = Make(results, interactive);
        Errors = Make(errors, interactive);
    }

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Errors, progress and remarks.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>What the person types.</summary>
    public TextReader Input { get; }

    /// <summary>Whether a person sits before it.</summary>
    public bool IsInteractive { get; }

    /// <summary>Where results go.</summary>
    internal TextWriter Results => results;

    /// <summary>The same terminal with its results sent elsewhere.</summary>
    internal Terminal WithResults(TextWriter other) => new(other, errors, Input, IsInteractive);

    /// <summary>Writes text as it is: no markup, no wrapping.</summary>
    public void Raw(string text)
    {
        results.Write(text);
        results.Flush();
    }

    /// <summary>Writes a line as it is.</summary>
    public void Line(string text) => Raw(text + "\n");

    /// <summary>Says something beside the result.</summary>
    public void Remark(string message) => Errors.Write(new Text(message + "\n"));

    /// <summary>Says what went wrong and what to do.</summary>
    public void Fail(string message) => Errors.Write(new Text($"strata: {message}\n"));

    private static IAnsiConsole Make(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = interactive ? console.Profile.Width : 500;
        return console;
    }
}
