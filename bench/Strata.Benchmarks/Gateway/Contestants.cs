using System.Net;
using System.Net.Sockets;

namespace Strata.Benchmarks.Gateway;

/// <summary>Starts the peers: nginx as the floor, Portkey as the known gateway. Each has processor 1 for itself.</summary>
internal static class Contestants
{
    public const int GatewayProcessor = 1;
    public const int LoadProcessor = 0;

    public static Contestant Direct(int upstream) => new("direct", upstream, "", null);

    /// <summary>nginx with one worker, kept connections and no buffering; null where it is not installed.</summary>
    public static async Task<Contestant?> NginxAsync(int upstream, string folder)
    {
        if (!File.Exists("/usr/sbin/nginx"))
        {
            return null;
        }

        var port = FreePort();
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off; master_process off; worker_processes 1; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
            events { worker_connections 8192; }
            http {
              access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              client_max_body_size 32m; client_body_buffer_size 1m; keepalive_requests 10000000;
              upstream provider { server 127.0.0.1:{{upstream}}; keepalive 256; keepalive_requests 10000000; }
              server { listen 127.0.0.1:{{port}}; location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        var process = ChildProcess.Start(GatewayProcessor, "/usr/sbin/nginx", ["-c", file]);
        return await ReadyAsync(new Contestant("nginx", port, "", process));
    }

    /// <summary>Portkey's open gateway from an npm folder (<c>STRATA_PORTKEY</c>); null where there is none.</summary>
    public static async Task<Contestant?> PortkeyAsync(int upstream)
    {
        var folder = Environment.GetEnvironmentVariable("STRATA_PORTKEY");
        if (folder is null || !File.Exists(Path.Combine(folder, "node_modules/@portkey-ai/gateway/build/start-server.js")))
        {
            return null;
        }

        var port = FreePort();
        var script = Path.Combine(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
        var environment = new Dictionary<string, string> { ["NODE_ENV"] = "production", ["PORT"] = $"{port}" };
        var process = ChildProcess.Start(GatewayProcessor, "node", [script, "--headless", $"--port={port}"], environment);
        return await ReadyAsync(new Contestant("portkey", port, $"x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:{upstream}/v1\r\n", process));
    }

    public static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<Contestant> ReadyAsync(Contestant contestant)
    {
        for (var i = 0; i < 300; i++)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, contestant.Port);
                return contestant;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }

        contestant.Dispose();
        throw new IOException($"{contestant.Name} does not listen.");
    }
}
