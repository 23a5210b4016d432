using System.Globalization;

namespace Strata.Metrics.Storage;

/// <summary>
/// A block's file name, <c>YYYYMMDD-THROUGH-d.smb</c>: the UTC day of its last sample, the log's record up to which it holds what came, and whether it is the whole
/// day (<c>d</c>) or a part (<c>p</c>).
/// </summary>
/// <param name="Day">Days since 1970.</param>
/// <param name="Through">The record of the log.</param>
/// <param name="IsWhole">Whether it took the parts of its day in.</param>
internal readonly record struct BlockName(int Day, long Through, bool IsWhole)
{
    public static BlockName? Read(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        return Path.GetExtension(file) == ".smb" && parts is [var day, var through, "d" or "p"]
            && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && long.TryParse(through, NumberStyles.None, CultureInfo.InvariantCulture, out var record)
            ? new BlockName(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, record, parts[2] == "d") : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(Day):yyyyMMdd}-{Through}-{(IsWhole ? 'd' : 'p')}.smb");
}
