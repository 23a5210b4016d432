using System.Text;
using Microsoft.Extensions.Logging;
using Strata.Server.Configuration;
using Strata.Server.Logging;
using Strata.Tests.Shared;

namespace Strata.Server.Tests.Logging;

public sealed class LineLoggerTests
{
    [Fact]
    public void A_name_that_a_caller_chose_cannot_write_a_line_or_a_terminal_code_of_its_own()
    {
        using var output = new MemoryStream();
        using var provider = new LineLoggerProvider(output, new ManualTime(), LogLevel.Information, LogShape.Text);
        provider.CreateLogger("Strata.Gateway").Log(LogLevel.Warning, 1, "no price for up/x\r\n13:00:00 error forged\u001b[2J", null, (state, _) => state);
        var lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("warn  Gateway  no price for up/x", lines[0], StringComparison.Ordinal);
        Assert.Equal("         13:00:00 error forged\uFFFD[2J", lines[1]);
    }
}
