using System.Reflection;
using System.Runtime.CompilerServices;

namespace Strata.Architecture;

public sealed class ShapeTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void Internal_classes_are_sealed(string project)
    {
        var open = Own(project).Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false, IsNotPublic: true }).Where(t => !HasChildren(project, t)).Select(t => t.FullName);
        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void Public_async_methods_end_with_a_cancellation_token(string project)
    {
        var without = Own(project).Where(t => t.IsPublic && !IsComponent(t)).SelectMany(t => t.GetMethods(Declared))
            .Where(m => IsAsync(m.ReturnType) && !m.Name.Contains('.', StringComparison.Ordinal) && m.Name is not ("DisposeAsync" or "Invoke" or "InvokeAsync" or "ExecuteAsync"))
            .Where(m => m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        Assert.Empty(without);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void No_method_is_async_void(string project)
    {
        var found = Own(project).SelectMany(t => t.GetMethods(Declared | BindingFlags.NonPublic))
            .Where(m => m.ReturnType == typeof(void) && m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Repository.ProjectNames), MemberType = typeof(Repository))]
    public void No_public_field_can_change(string project)
    {
        var found = Own(project).Where(t => t.IsPublic && !t.IsEnum).SelectMany(t => t.GetFields(Declared))
            .Where(f => !f.IsInitOnly && !f.IsLiteral).Select(f => $"{f.DeclaringType!.FullName}.{f.Name}");
        Assert.Empty(found);
    }

    private static IEnumerable<Type> Own(string project) => Repository.Assembly(project).GetTypes()
        .Where(t => !t.IsNested && t.Namespace?.StartsWith("Strata", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal) && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static bool HasChildren(string project, Type type) =>
        Repository.Assembly(project).GetTypes().Any(t => t.BaseType == type) || IsComponent(type);

    private static bool IsComponent(Type type)
    {
        for (var up = type.BaseType; up is not null; up = up.BaseType)
        {
            if (up.FullName == "Microsoft.AspNetCore.Components.ComponentBase")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAsync(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return open == typeof(Task) || open == typeof(Task<>) || open == typeof(ValueTask) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>);
    }
}
