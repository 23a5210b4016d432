#:property PublishAot=false

// Reads the tracked tree and says what is untidy: lengths of files, methods' files and lines, banned words with their
// replacement, unfinished work, dead links in Markdown, blank ends of lines. Offenders that stand in tidy.baseline.txt are
// let through at the size noted there; the list may only shrink. Exit code 1 when there is anything to say.
using System.Diagnostics;
using System.Text.RegularExpressions;

const int FileLinesMax = 500;
const int MedianLinesMax = 70;
const int ProjectLinesMax = 8_000;
const int LineCharsMax = 220;

var root = Directory.GetCurrentDirectory();
var findings = new List<string>();
var tracked = Tracked().Where(p => File.Exists(Path.Combine(root, p))).ToArray();
var baseline = ReadBaseline();
(string Word, string Instead)[] banned =
[
    ("TODO", "finish it, or open an issue"),
    ("FIXME", "fix it, or open an issue"),
    ("HACK", "say why it is as it is"),
    ("NotImplementedException", "build it, or return a Problem that names what is missing"),
    ("Thread.Sleep(", "wait on a signal"),
    ("async void", "return a Task"),
    ("#region", "split the file"),
    ("#pragma warning disable", "mend the cause, or set the rule in .editorconfig with a reason"),
];

var lengths = new List<(string Path, int Lines)>();
foreach (var path in tracked.Where(IsSource))
{
    var lines = File.ReadAllLines(Path.Combine(root, path));
    lengths.Add((path, lines.Length));
    if (lines.Length > FileLinesMax && !(baseline.TryGetValue(path, out var allowed) && lines.Length <= allowed))
    {
        findings.Add($"{path}: {lines.Length} lines, the limit is {FileLinesMax}. Split it by meaning.");
    }

    for (var i = 0; i < lines.Length; i++)
    {
        CheckLine(path, i + 1, lines[i]);
    }
}

foreach (var path in tracked.Where(p => p.EndsWith(".md", StringComparison.Ordinal)))
{
    CheckLinks(path);
}

foreach (var (path, allowed) in baseline)
{
    var now = lengths.Find(l => l.Path == path).Lines;
    if (now <= FileLinesMax || now < allowed)
    {
        findings.Add($"tools/tidy.baseline.txt: {path} has {now} lines now; shrink its entry or take it out.");
    }
}

var code = lengths.Where(l => l.Path.StartsWith("src/", StringComparison.Ordinal) && l.Path.EndsWith(".cs", StringComparison.Ordinal)).ToArray();
foreach (var project in code.GroupBy(l => l.Path.Split('/')[2]).Where(g => g.Sum(l => l.Lines) > ProjectLinesMax))
{
    findings.Add($"{project.Key}: {project.Sum(l => l.Lines)} lines, the limit of a project is {ProjectLinesMax}. Divide it.");
}

var sorted = code.Select(l => l.Lines).Order().ToArray();
var median = sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
if (median > MedianLinesMax)
{
    findings.Add($"src: the median file has {median} lines, the limit is {MedianLinesMax}.");
}

foreach (var finding in findings)
{
    Console.Error.WriteLine(finding);
}

var longest = code.OrderByDescending(l => l.Lines).FirstOrDefault();
Console.WriteLine($"{sorted.Length} source files, {sorted.Sum()} lines, median {median}, longest {longest.Lines} ({longest.Path}); {findings.Count} findings.");
return findings.Count == 0 ? 0 : 1;

void CheckLine(string path, int number, string line)
{
    if (path == "tools/tidy.cs")
    {
        return;
    }

    if (line.Length > LineCharsMax && path.EndsWith(".cs", StringComparison.Ordinal))
    {
        findings.Add($"{path}:{number}: {line.Length} characters, the limit is {LineCharsMax}.");
    }

    if (line.Length > 0 && line[^1] is ' ' or '\t')
    {
        findings.Add($"{path}:{number}: blanks at the end of the line.");
    }

    foreach (var (word, instead) in banned)
    {
        if (line.Contains(word, StringComparison.Ordinal))
        {
            findings.Add($"{path}:{number}: '{word}': {instead}.");
        }
    }
}

void CheckLinks(string path)
{
    var folder = Path.GetDirectoryName(Path.Combine(root, path))!;
    foreach (Match link in Regex.Matches(File.ReadAllText(Path.Combine(root, path)), @"\]\((?!https?:|mailto:|#)([^)#\s]+)"))
    {
        if (!Path.Exists(Path.Combine(folder, link.Groups[1].Value)))
        {
            findings.Add($"{path}: dead link {link.Groups[1].Value}.");
        }
    }
}

Dictionary<string, int> ReadBaseline()
{
    var file = Path.Combine(root, "tools", "tidy.baseline.txt");
    return !File.Exists(file) ? [] : File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split(' ')).ToDictionary(p => p[0], p => int.Parse(p[1]));
}

static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)
    || path.EndsWith(".css", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal);

IEnumerable<string> Tracked()
{
    using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { RedirectStandardOutput = true, WorkingDirectory = root })!;
    var output = git.StandardOutput.ReadToEnd();
    git.WaitForExit();
    return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
