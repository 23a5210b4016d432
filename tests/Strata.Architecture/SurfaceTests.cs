using System.Reflection;

namespace Strata.Architecture;

/// <summary>The public members of each project, as committed under <c>contracts/public-surface</c>. <c>STRATA_ACCEPT=1</c> rewrites them.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void The_public_surface_is_the_committed_one(string project)
    {
        var path = Path.Combine(Repository.Root, "contracts", "public-surface", project + ".txt");
        var actual = string.Join('\n', Lines(project)) + "\n";
        if (Repository.Accept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"No snapshot {path}: run with STRATA_ACCEPT=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static IEnumerable<string> Lines(string project) => Repository.Assembly(project).GetExportedTypes()
        .Where(t => t.Namespace?.StartsWith("Strata", StringComparison.Ordinal) == true)
        .SelectMany(t => Members(t).Prepend(Kind(t) + " " + Name(t)))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Visible)
        .Where(m => m is not Type && !(m is MethodBase { IsSpecialName: true } && m is not ConstructorInfo) && !m.Name.Contains('<', StringComparison.Ordinal))
        .Where(m => m.DeclaringType == type && !(type.IsEnum && m.Name == "value__"))
        .Select(m => $"{Name(type)}.{m switch
        {
            ConstructorInfo c => $"new({Parameters(c)})",
            MethodInfo f => $"{f.Name}({Parameters(f)}) : {Name(f.ReturnType)}",
            PropertyInfo p => $"{p.Name} : {Name(p.PropertyType)}{(p.CanWrite ? " { get; set; }" : "")}",
            FieldInfo f => $"{f.Name} : {Name(f.FieldType)}",
            EventInfo e => $"event {e.Name} : {Name(e.EventHandlerType!)}",
            _ => m.Name,
        }}");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";

    private static string Name(Type type) =>
        type.IsByRef ? "ref " + Name(type.GetElementType()!)
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericParameter ? type.Name
        : (type.IsNested ? Name(type.DeclaringType!) + "." : type.Namespace?.StartsWith("Strata", StringComparison.Ordinal) == true ? type.Namespace + "." : "")
            + (type.IsGenericType ? type.Name.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">" : type.Name);
}
