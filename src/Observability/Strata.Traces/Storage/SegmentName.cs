using System.Globalization;

namespace Strata.Traces.Storage;

/// <summary>A segment's number and day; both are in its path, so that a day is a folder.</summary>
internal readonly record struct SegmentName(long Number, int Day)
{
    public const long DayNs = 86_400_000_000_000;

    public string PathIn(string directory) => Path.Combine(FolderIn(directory), Number.ToString("d12", CultureInfo.InvariantCulture) + ".seg");

    public string FolderIn(string directory) => Path.Combine(directory, DateOnly.FromDayNumber(Day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
}
