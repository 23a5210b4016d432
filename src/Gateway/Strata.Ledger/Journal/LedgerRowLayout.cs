using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Journal;

/// <summary>
/// The bytes of a row in the append log, which adds length and checksum. Numbers are <c>n</c> (seven bits a byte, low ones first),
/// optional ones <c>n?</c> (0, or 1 and n), texts <c>t</c> (u16 length, UTF-8), lists <c>[…]</c> (n items). Times are µs.
/// <code>
/// u8 version = 2 · u8 flags (1 stream) · u8 status · u8 usage source · n http status · n at (unix ms)
/// usage · n? cost · n? upstream's cost · n saved · n queue · n? first byte · n? first token · n total · n continuations
/// 24 t: id organization project team user end-user key model deployment provider endpoint dialect-in dialect-out route strategy
///       experiment tier finish cache cut-off price-version trace error upstream-id
/// [t tag] [t note] [t detector · t action · n count] [attempt]
/// usage   = 11 n: input, cached, cache write, long cache write, audio in, image in, output, reasoning, audio out, image out, tool calls
/// attempt = n number · u8 outcome · n http · n started · n? first byte · n? first token · n duration · n? cost · n? reported cost · usage
///           · 5 t: deployment provider credential reason upstream-id
/// </code>
/// A writer cuts texts and lists at their bounds; a reader refuses other versions, what runs past a bound or the end, and bytes left over.
/// </summary>
internal static class LedgerRowLayout
{
    public const byte Version = 2;
    public const int TextBytesMax = 1_024;
    public const int LabelBytesMax = 256;
    public const int TagsMax = 64;
    public const int NotesMax = 32;
    public const int VerdictsMax = 64;
    public const int AttemptsMax = 64;
    private const int NumberBytesMax = 11;
    private const int FixedBytesMax = 4 + ((9 + UsageNumbers + 4) * NumberBytesMax) + (24 * 2);
    private const int AttemptBytesMax = 1 + ((8 + UsageNumbers) * NumberBytesMax) + (5 * 2);
    private const int UsageNumbers = 11;
    private const long LatestMs = 253_402_300_799_999;

    /// <summary>A bound of the bytes of a row, found without encoding it.</summary>
    public static int BytesMax(LedgerRow row)
    {
        var bytes = FixedBytesMax + Room(row.Id) + Room(row.Organization) + Room(row.Project) + Room(row.Team) + Room(row.User) + Room(row.EndUser)
            + Room(row.KeyId) + Room(row.Model) + Room(row.Deployment) + Room(row.Provider) + Room(row.Endpoint) + Room(row.DialectIn) + Room(row.DialectOut)
            + Room(row.Route) + Room(row.Strategy) + Room(row.Experiment) + Room(row.ServiceTier) + Room(row.FinishReason) + Room(row.CacheStatus)
            + Room(row.CutOff) + Room(row.PriceVersion) + Room(row.TraceId) + Room(row.ErrorCode) + Room(row.UpstreamRequestId)
            + ((Math.Min(row.Tags.Count, TagsMax) + Math.Min(row.Notes.Count, NotesMax) + (2 * Math.Min(row.Verdicts.Count, VerdictsMax))) * (LabelBytesMax + 2))
            + (Math.Min(row.Verdicts.Count, VerdictsMax) * NumberBytesMax);
        foreach (var attempt in Head(row.Attempts, AttemptsMax))
        {
            bytes += AttemptBytesMax + Room(attempt.Deployment) + Room(attempt.Provider) + Room(attempt.Credential) + Room(attempt.Reason) + Room(attempt.UpstreamRequestId);
        }

        return bytes;
    }

    /// <summary>Writes a row into at least <see cref="BytesMax"/> bytes.</summary>
    /// <returns>How many it took.</returns>
    public static int Write(LedgerRow row, Span<byte> target)
    {
        var to = new RecordWriter(target);
        WriteNumbers(ref to, row);
        WriteTexts(ref to, row);
        WriteLabels(ref to, row.Tags, TagsMax);
        WriteLabels(ref to, row.Notes, NotesMax);
        var verdicts = Head(row.Verdicts, VerdictsMax);
        to.Number(verdicts.Length);
        foreach (var verdict in verdicts)
        {
            to.Text(verdict.Detector, LabelBytesMax);
            to.Text(verdict.Action, LabelBytesMax);
            to.Number(Math.Max(0, verdict.Count));
        }

        var attempts = Head(row.Attempts, AttemptsMax);
        to.Number(attempts.Length);
        foreach (var attempt in attempts)
        {
            WriteAttempt(ref to, attempt);
        }

        return to.Length;
    }

    /// <summary>Reads a row of this layout or the one before.</summary>
    public static Result<LedgerRow> Read(ReadOnlySpan<byte> record)
    {
        if (record.Length > 0 && record[0] == FirstRowLayout.Version)
        {
            return FirstRowLayout.Read(record);
        }

        if (record.Length == 0 || record[0] != Version)
        {
            return Problem.Corrupt(record.Length == 0 ? "The record is empty." : $"The record has version {record[0]}; this build reads versions 1 and {Version}.");
        }

        var from = new RecordReader(record[1..]);
        var row = ReadRow(ref from);
        return from.IsAtEnd ? row : Problem.Corrupt("A value is out of its bounds, runs past the record's end, or bytes are left over.");
    }

    private static void WriteNumbers(ref RecordWriter to, LedgerRow row)
    {
        to.Byte(Version);
        to.Byte(row.Stream ? 1 : 0);
        to.Byte((int)row.Status);
        to.Byte((int)row.UsageSource);
        to.Number(Math.Max(0, row.HttpStatus));
        to.Number(Math.Max(0, row.At.ToUnixTimeMilliseconds()));
        WriteUsage(ref to, row.Usage);
        to.Optional(row.CostNanos);
        to.Optional(row.UpstreamCostNanos);
        to.Number(row.SavedNanos);
        to.Micros(row.Queue);
        to.Micros(row.FirstByte);
        to.Micros(row.FirstToken);
        to.Micros(row.Total);
        to.Number(Math.Max(0, row.Continuations));
    }

    private static void WriteTexts(ref RecordWriter to, LedgerRow row)
    {
        to.Text(row.Id, TextBytesMax);
        to.Text(row.Organization, TextBytesMax);
        to.Text(row.Project, TextBytesMax);
        to.Text(row.Team, TextBytesMax);
        to.Text(row.User, TextBytesMax);
        to.Text(row.EndUser, TextBytesMax);
        to.Text(row.KeyId, TextBytesMax);
        to.Text(row.Model, TextBytesMax);
        to.Text(row.Deployment, TextBytesMax);
        to.Text(row.Provider, TextBytesMax);
        to.Text(row.Endpoint, TextBytesMax);
        to.Text(row.DialectIn, TextBytesMax);
        to.Text(row.DialectOut, TextBytesMax);
        to.Text(row.Route, TextBytesMax);
        to.Text(row.Strategy, TextBytesMax);
        to.Text(row.Experiment, TextBytesMax);
        to.Text(row.ServiceTier, TextBytesMax);
        to.Text(row.FinishReason, TextBytesMax);
        to.Text(row.CacheStatus, TextBytesMax);
        to.Text(row.CutOff, TextBytesMax);
        to.Text(row.PriceVersion, TextBytesMax);
        to.Text(row.TraceId, TextBytesMax);
        to.Text(row.ErrorCode, TextBytesMax);
        to.Text(row.UpstreamRequestId, TextBytesMax);
    }

    private static void WriteLabels(ref RecordWriter to, RowList<string> labels, int most)
    {
        var some = Head(labels, most);
        to.Number(some.Length);
        foreach (var label in some)
        {
            to.Text(label, LabelBytesMax);
        }
    }

    private static void WriteAttempt(ref RecordWriter to, LedgerAttempt attempt)
    {
        to.Number(Math.Max(0, attempt.Number));
        to.Byte((int)attempt.Outcome);
        to.Number(Math.Max(0, attempt.HttpStatus));
        to.Micros(attempt.Started);
        to.Micros(attempt.FirstByte);
        to.Micros(attempt.FirstToken);
        to.Micros(attempt.Duration);
        to.Optional(attempt.CostNanos);
        to.Optional(attempt.ReportedCostNanos);
        WriteUsage(ref to, attempt.Usage);
        to.Text(attempt.Deployment, TextBytesMax);
        to.Text(attempt.Provider, TextBytesMax);
        to.Text(attempt.Credential, TextBytesMax);
        to.Text(attempt.Reason, TextBytesMax);
        to.Text(attempt.UpstreamRequestId, TextBytesMax);
    }

    private static void WriteUsage(ref RecordWriter to, in TokenUsage usage)
    {
        to.Number(usage.Input);
        to.Number(usage.CachedInput);
        to.Number(usage.CacheWrite);
        to.Number(usage.CacheWriteLong);
        to.Number(usage.AudioInput);
        to.Number(usage.ImageInput);
        to.Number(usage.Output);
        to.Number(usage.Reasoning);
        to.Number(usage.AudioOutput);
        to.Number(usage.ImageOutput);
        to.Number(usage.ToolCalls);
    }

    // Properties are read in the order in which they are written: an initializer runs from top to bottom.
    private static LedgerRow ReadRow(ref RecordReader from)
    {
        var stream = from.Byte(1) != 0;
        var status = (LedgerStatus)from.Byte((int)LedgerStatus.Failed);
        var source = (UsageSource)from.Byte((int)UsageSource.Estimated);
        return new LedgerRow
        {
            Stream = stream,
            Status = status,
            UsageSource = source,
            HttpStatus = from.Count(int.MaxValue),
            At = ReadTime(ref from),
            Usage = ReadUsage(ref from),
            CostNanos = from.Optional(),
            UpstreamCostNanos = from.Optional(),
            SavedNanos = from.Number(),
            Queue = from.Micros(),
            FirstByte = from.OptionalMicros(),
            FirstToken = from.OptionalMicros(),
            Total = from.Micros(),
            Continuations = from.Count(int.MaxValue),
            Id = from.Text(TextBytesMax),
            Organization = from.Text(TextBytesMax),
            Project = from.Text(TextBytesMax),
            Team = from.Text(TextBytesMax),
            User = from.Text(TextBytesMax),
            EndUser = from.Text(TextBytesMax),
            KeyId = from.Text(TextBytesMax),
            Model = from.Text(TextBytesMax),
            Deployment = from.Text(TextBytesMax),
            Provider = from.Text(TextBytesMax),
            Endpoint = from.Text(TextBytesMax),
            DialectIn = from.Text(TextBytesMax),
            DialectOut = from.Text(TextBytesMax),
            Route = from.Text(TextBytesMax),
            Strategy = from.Text(TextBytesMax),
            Experiment = from.Text(TextBytesMax),
            ServiceTier = from.Text(TextBytesMax),
            FinishReason = from.Text(TextBytesMax),
            CacheStatus = from.Text(TextBytesMax),
            CutOff = from.Text(TextBytesMax),
            PriceVersion = from.Text(TextBytesMax),
            TraceId = from.Text(TextBytesMax),
            ErrorCode = from.Text(TextBytesMax),
            UpstreamRequestId = from.Text(TextBytesMax),
            Tags = ReadLabels(ref from, TagsMax),
            Notes = ReadLabels(ref from, NotesMax),
            Verdicts = ReadVerdicts(ref from),
            Attempts = ReadAttempts(ref from),
        };
    }

    private static DateTimeOffset ReadTime(ref RecordReader from)
    {
        var ms = from.Number();
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, LatestMs));
    }

    private static TokenUsage ReadUsage(ref RecordReader from) => new()
    {
        Input = from.Number(),
        CachedInput = from.Number(),
        CacheWrite = from.Number(),
        CacheWriteLong = from.Number(),
        AudioInput = from.Number(),
        ImageInput = from.Number(),
        Output = from.Number(),
        Reasoning = from.Number(),
        AudioOutput = from.Number(),
        ImageOutput = from.Number(),
        ToolCalls = from.Number(),
    };

    private static RowList<string> ReadLabels(ref RecordReader from, int most)
    {
        var labels = new string[from.Count(most)];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = from.Text(LabelBytesMax);
        }

        return new RowList<string>(labels);
    }

    private static RowList<LedgerVerdict> ReadVerdicts(ref RecordReader from)
    {
        var verdicts = new LedgerVerdict[from.Count(VerdictsMax)];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = new LedgerVerdict(from.Text(LabelBytesMax), from.Text(LabelBytesMax), from.Count(int.MaxValue));
        }

        return new RowList<LedgerVerdict>(verdicts);
    }

    private static RowList<LedgerAttempt> ReadAttempts(ref RecordReader from)
    {
        var attempts = new LedgerAttempt[from.Count(AttemptsMax)];
        for (var i = 0; i < attempts.Length; i++)
        {
            attempts[i] = new LedgerAttempt
            {
                Number = from.Count(int.MaxValue),
                Outcome = (AttemptOutcome)from.Byte((int)AttemptOutcome.Continued),
                HttpStatus = from.Count(int.MaxValue),
                Started = from.Micros(),
                FirstByte = from.OptionalMicros(),
                FirstToken = from.OptionalMicros(),
                Duration = from.Micros(),
                CostNanos = from.Optional(),
                ReportedCostNanos = from.Optional(),
                Usage = ReadUsage(ref from),
                Deployment = from.Text(TextBytesMax),
                Provider = from.Text(TextBytesMax),
                Credential = from.Text(TextBytesMax),
                Reason = from.Text(TextBytesMax),
                UpstreamRequestId = from.Text(TextBytesMax),
            };
        }

        return new RowList<LedgerAttempt>(attempts);
    }

    private static ReadOnlySpan<T> Head<T>(RowList<T> list, int most) => list.Count <= most ? list.AsSpan() : list.AsSpan()[..most];

    private static int Room(string text) => Math.Min(text.Length * 3, TextBytesMax);
}
