using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>What the server's section must satisfy beyond the single keys.</summary>
internal static class ServerRules
{
    public static void Check(ServerOptions options, ConfigReader section)
    {
        CheckAddress(options, options.Listen, "listen", section);
        foreach (var also in options.AlsoListen)
        {
            CheckAddress(options, also, "also_listen", section);
        }

        foreach (var (file, key) in new[] { (options.Certificate, "certificate"), (options.CertificateKey, "key") })
        {
            if (file is not null && !File.Exists(file))
            {
                section.Reject($"tls.{key}", $"'{file}' does not exist.", "Give the path of a PEM file that this user can read.");
            }
        }
    }

    private static void CheckAddress(ServerOptions options, string text, string key, ConfigReader section)
    {
        if (!ListenAddress.TryParse(text, out var address, out var why))
        {
            section.Reject(key, why, "Write for instance http://127.0.0.1:7070 or https://0.0.0.0:7070.");
            return;
        }

        if (address.IsHttps && (options.Certificate is null || options.CertificateKey is null))
        {
            section.Reject(key, "asks for https, but there is no certificate.", "Set server.tls.certificate and server.tls.key to PEM files.");
        }

        if (!address.IsHttps && !address.IsLoopback)
        {
            section.Reject(
                key,
                $"'{text}' can be reached from other machines without encryption: keys and prompts would be readable on the way.",
                "Use https with server.tls.certificate and server.tls.key, or listen on 127.0.0.1 behind a proxy that speaks TLS.");
        }
    }
}
