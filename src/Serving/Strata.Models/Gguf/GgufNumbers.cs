using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Strata.Models.Gguf;

/// <summary>Widening of stored numbers to what a reader asks for. A number that does not fit is refused, never wrapped.</summary>
internal static class GgufNumbers
{
    public static bool AsInteger(object data, out long value)
    {
        value = 0;
        if (data is float or double or bool or string or Array or ulong and > long.MaxValue)
        {
            return false;
        }

        value = Convert.ToInt64(data, CultureInfo.InvariantCulture);
        return true;
    }

    public static bool AsSingle(object data, out float value)
    {
        value = 0;
        if (data is bool or string or Array)
        {
            return false;
        }

        value = Convert.ToSingle(data, CultureInfo.InvariantCulture);
        return float.IsFinite(value);
    }

    public static bool AsInt32s(object data, [NotNullWhen(true)] out int[]? values)
    {
        values = data as int[];
        if (values is not null && data.GetType() == typeof(int[]))
        {
            return true;
        }

        return ConvertAll<int>(data, out values, static (object item, out int value) =>
        {
            var fits = AsInteger(item, out var wide) && wide is >= int.MinValue and <= int.MaxValue;
            value = fits ? (int)wide : 0;
            return fits;
        });
    }

    public static bool AsSingles(object data, [NotNullWhen(true)] out float[]? values)
    {
        values = data as float[];
        return values is not null || ConvertAll<float>(data, out values, AsSingle);
    }

    private delegate bool Item<T>(object data, out T value);

    private static bool ConvertAll<T>(object data, [NotNullWhen(true)] out T[]? values, Item<T> convert)
    {
        values = null;
        if (data is not Array array || data is string[] or GgufValue[])
        {
            return false;
        }

        var converted = new T[array.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            if (!convert(array.GetValue(i)!, out converted[i]))
            {
                return false;
            }
        }

        values = converted;
        return true;
    }
}
