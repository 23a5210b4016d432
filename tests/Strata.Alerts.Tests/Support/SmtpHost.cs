using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Strata.Alerts.Tests.Support;

/// <summary>A mail server on the loopback that speaks as much SMTP as a client needs, and keeps what it is told line by line.</summary>
internal sealed class SmtpHost : IAsyncDisposable
{
    private static readonly Encoding Ascii = Encoding.Latin1;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public SmtpHost()
    {
        listener.Start();
        loop = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it says it can do, for instance <c>STARTTLS</c> or <c>AUTH LOGIN</c>.</summary>
    public string[] Extensions { get; init; } = [];

    /// <summary>User and password that a sender needs; null lets anybody send.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>Addresses that it does not know.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>Commands, and the lines of messages.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The text of the message, decoded.</summary>
    public string Body
    {
        get
        {
            var begin = Lines.IndexOf("") + 1;
            return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(Lines.Skip(begin).TakeWhile(l => l != "."))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await loop;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException or SocketException)
        {
            // the test is over
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        try
        {
            var known = Account is null;
            await SayAsync(stream, "220 loopback");
            while (await HearAsync(stream) is { } line)
            {
                Lines.Add(line);
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (command)
                {
                    case "EHLO":
                        await SayAsync(stream, "250-loopback");
                        foreach (var extension in Extensions)
                        {
                            await SayAsync(stream, $"250-{extension}");
                        }

                        await SayAsync(stream, "250 OK");
                        break;
                    case "STARTTLS":
                        await SayAsync(stream, "220 go");
                        var safe = new SslStream(stream);
                        using (var certificate = SelfSigned())
                        {
                            await safe.AuthenticateAsServerAsync(certificate);
                        }

                        stream = safe;
                        break;
                    case "AUTH":
                        await SayAsync(stream, "334 UGFzc3dvcmQ6");
                        known = (Text(line.Split(' ')[2]), Text(await HearAsync(stream) ?? "")) == Account;
                        await SayAsync(stream, known ? "235 welcome" : "535 wrong user or password");
                        break;
                    case "MAIL" when !known:
                        await SayAsync(stream, "530 sign in first");
                        break;
                    case "RCPT" when Unknown.Length > 0 && line.Contains(Unknown, StringComparison.Ordinal):
                        await SayAsync(stream, "550 nobody of this name");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        while (await HearAsync(stream) is { } text)
                        {
                            Lines.Add(text);
                            if (text == ".")
                            {
                                break;
                            }
                        }

                        await SayAsync(stream, "250 taken");
                        break;
                    default:
                        await SayAsync(stream, command == "QUIT" ? "221 bye" : "250 OK");
                        break;
                }
            }
        }
        catch (Exception broken) when (broken is IOException or System.Security.Authentication.AuthenticationException)
        {
            // the sender left
        }
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Ascii.GetBytes(line + "\r\n"), stop.Token);

    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Ascii.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
