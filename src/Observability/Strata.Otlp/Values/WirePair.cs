using Strata.Otlp.Wire;

namespace Strata.Otlp.Values;

/// <summary>An OTLP <c>KeyValue</c> over the bytes it came in.</summary>
internal readonly ref struct WirePair(ReadOnlySpan<byte> key, WireValue value)
{
    public ReadOnlySpan<byte> Key { get; } = key;

    public WireValue Value { get; } = value;

    public static WirePair Read(ReadOnlySpan<byte> message, scoped ref bool broken)
    {
        var reader = new ProtoReader(message);
        ReadOnlySpan<byte> key = default, value = default;
        while (reader.Next())
        {
            if (reader.Is(1))
            {
                key = reader.Payload;
            }
            else if (reader.Is(2))
            {
                value = reader.Payload;
            }
        }

        broken |= reader.Broken;
        return new WirePair(key, WireValue.Read(value, ref broken));
    }
}
