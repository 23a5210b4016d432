#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true

// Draws the project references into docs/ARCHITECTURE.md, between the two markers. With --check it only compares.
using System.Text;
using System.Xml.Linq;

const string Begin = "<!-- graph:begin (made by tools/graph.cs) -->";
const string End = "<!-- graph:end -->";

var root = Directory.GetCurrentDirectory();
var page = Path.Combine(root, "docs", "ARCHITECTURE.md");
var picture = new StringBuilder("```mermaid\nflowchart BT\n");
foreach (var project in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories).OrderBy(Path.GetFileName, StringComparer.Ordinal))
{
    var name = Short(project);
    picture.Append($"    {name}\n");
    foreach (var reference in XDocument.Load(project).Descendants("ProjectReference").Select(e => Short((string)e.Attribute("Include")!)).Order(StringComparer.Ordinal))
    {
        picture.Append($"    {name} --> {reference}\n");
    }
}

picture.Append("```");

var text = File.ReadAllText(page);
var from = text.IndexOf(Begin, StringComparison.Ordinal);
var to = text.IndexOf(End, StringComparison.Ordinal);
if (from < 0 || to < from)
{
    Console.Error.WriteLine($"{page}: the markers '{Begin}' and '{End}' are missing.");
    return 1;
}

var fresh = $"{text[..(from + Begin.Length)]}\n{picture}\n{text[to..]}";
if (fresh == text)
{
    Console.WriteLine("docs/ARCHITECTURE.md: the picture is fresh.");
    return 0;
}

if (args.Contains("--check"))
{
    Console.Error.WriteLine("docs/ARCHITECTURE.md: the dependency picture is stale. Run: dotnet run tools/graph.cs");
    return 1;
}

File.WriteAllText(page, fresh);
Console.WriteLine("docs/ARCHITECTURE.md: drawn anew.");
return 0;

static string Short(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("Strata.", "", StringComparison.Ordinal);
