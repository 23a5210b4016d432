using System.Globalization;
using System.Text;
using Strata.Cli.Exits;

namespace Strata.Server.Hosting;

/// <summary>A start that failed for a reason nobody foresaw: one line for the person, the rest in a file of the data folder.</summary>
internal static class FailedStart
{
    public const string FileName = "start-failure.log";

    public static StartRefused Explain(Exception failure, string folder, TimeProvider time)
    {
        var file = Path.Combine(folder, FileName);
        var cause = failure.Message.ReplaceLineEndings(" ");
        try
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():O} the start failed\n{failure}\n")));
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException)
        {
            return new(ExitCode.Failed, [$"The start failed: {cause} No log could be written: {second.Message}"]);
        }

        return new(ExitCode.Failed, [$"The start failed: {cause} The details are in {file}; 'strata doctor' looks at this machine."]);
    }
}
