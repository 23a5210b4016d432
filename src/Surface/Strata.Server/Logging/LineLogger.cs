using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Server.Configuration;

namespace Strata.Server.Logging;

/// <summary>
/// One category's logger: <c>13:05:02 warn  Gateway.Keys  message</c>, or the same as a JSON object. Messages carry names that callers
/// chose: a further line is indented and a control character replaced, so that nobody writes lines or terminal codes of their own.
/// </summary>
internal sealed class LineLogger(string category, LineLoggerProvider owner) : ILogger
{
    private const string Indent = "\n         ";
    private readonly string shortName = category.StartsWith("Strata.", StringComparison.Ordinal) ? category["Strata.".Length..] : category;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.Least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && !IsStartFailure(eventId))
        {
            var message = formatter(state, exception);
            owner.Write(owner.Shape == LogShape.Json ? Json(logLevel, eventId, message, exception) : Text(logLevel, message, exception));
        }
    }

    /// <summary>The host logs a failed start and throws it too; the start says it once, without a trace.</summary>
    private bool IsStartFailure(EventId eventId) => eventId.Id == 11 && category == "Microsoft.Extensions.Hosting.Internal.Host";

    private byte[] Text(LogLevel level, string message, Exception? exception)
    {
        var time = owner.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var line = new StringBuilder($"{time} {Word(level),-5} {shortName}  {Plain(message)}\n");
        if (exception is not null)
        {
            line.Append(Indent.AsSpan(1)).Append(Plain(exception.ToString())).Append('\n');
        }

        return Encoding.UTF8.GetBytes(line.ToString());
    }

    private static string Plain(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.ReplaceLineEndings("\n").Select(c => c == '\n' ? Indent : char.IsControl(c) ? "\uFFFD" : c.ToString())) : message;

    private byte[] Json(LogLevel level, EventId eventId, string message, Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", owner.Time.GetUtcNow());
            json.WriteString("level", Word(level));
            json.WriteString("category", category);
            json.WriteNumber("event", eventId.Id);
            json.WriteString("message", message);
            if (exception is not null)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
