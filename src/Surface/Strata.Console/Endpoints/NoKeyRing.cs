using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Strata.Console.Endpoints;

/// <summary>
/// Razor components bring the framework's key ring, which at the start makes a key and writes it below the user's home.
/// Pages that are rendered once protect nothing with it (the edge checks where a form comes from), so keys of this process
/// alone do, and nothing is read or written.
/// </summary>
internal static class NoKeyRing
{
    public static void Use(IServiceCollection services)
    {
        foreach (var loader in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(EphemeralDataProtectionProvider).Assembly).ToArray())
        {
            services.Remove(loader);
        }

        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
    }
}
