using Strata.Core.Results;
using Strata.Templates.Nodes;
using Strata.Templates.Runtime;
using Strata.Templates.Syntax;
using Strata.Templates.Values;

namespace Strata.Templates;

/// <summary>
/// A model's chat template: Jinja with the semantics of Python's jinja2 3.1 as Hugging Face configures it. Parse once,
/// render often; rendering is safe for concurrent use. Text from the caller stays marked through every operation, so a
/// prompt tells which of its characters may act as control tokens.
/// </summary>
public sealed class ChatTemplate
{
    private readonly IReadOnlyList<Statement> body;
    private readonly TemplateLimits limits;

    private ChatTemplate(string name, string source, IReadOnlyList<Statement> body, TemplateLimits limits)
    {
        (Name, Source, this.body, this.limits) = (name, source, body, limits);
    }

    /// <summary>The name messages call it by, for instance the model's.</summary>
    public string Name { get; }

    /// <summary>The template as given.</summary>
    public string Source { get; }

    /// <summary>Reads a template. A problem names the template, the line and the cause.</summary>
    public static Result<ChatTemplate> Parse(string source, string name) => Parse(source, name, TemplateLimits.Default);

    /// <summary>Reads a template under the given limits.</summary>
    public static Result<ChatTemplate> Parse(string source, string name, TemplateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Length > limits.SourceCharactersMax)
        {
            return new Problem(ProblemCode.TooLarge, $"Template '{name}' has {source.Length} characters; at most {limits.SourceCharactersMax} are read.");
        }

        try
        {
            return new ChatTemplate(name, source, TemplateParser.Parse(source), limits);
        }
        catch (Fault fault)
        {
            return Describe(name, fault, 0);
        }
    }

    /// <summary>Renders a conversation. A problem names the template, the line and the cause; a conversation the template refuses is one.</summary>
    public Result<RenderedPrompt> Render(TemplateArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var budget = new Budget(limits.StepsMax, limits.DepthMax, limits.TextCharactersMax);
        try
        {
            var output = new TextBuilder(budget);
            var names = Globals.For(arguments.Clock);
            arguments.AddTo(names);
            Statement.Run(body, new Frame(budget, new Scope(names), output));
            return Segmented(output.ToText());
        }
        catch (Fault fault)
        {
            return Describe(Name, fault, budget.Line);
        }
    }

    private static RenderedPrompt Segmented(TextValue text)
    {
        var segments = text.Runs().Select(run => new TemplateSegment(text.Text.Substring(run.Start, run.Length), run.Trusted)).ToList();
        return new RenderedPrompt(text.Text, segments);
    }

    private static Problem Describe(string name, Fault fault, int line)
    {
        var code = fault.Kind switch
        {
            FaultKind.Syntax => ProblemCode.CorruptData,
            FaultKind.Missing => ProblemCode.NotImplemented,
            FaultKind.Limit => ProblemCode.TooLarge,
            _ => ProblemCode.InvalidRequest,
        };
        var kind = fault.Kind switch
        {
            FaultKind.Raised => "the template refuses the conversation",
            FaultKind.Security => "the sandbox refuses",
            FaultKind.Limit => "a limit is reached",
            FaultKind.Missing => "not offered",
            _ => $"{fault.Kind.ToString().ToLowerInvariant()} error",
        };
        return new Problem(code, $"Template '{name}', line {(fault.Line > 0 ? fault.Line : line)}: {kind}: {fault.Message}") { Field = "messages" };
    }
}
