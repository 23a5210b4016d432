using Strata.Otlp.Wire;

namespace Strata.Otlp.Json;

/// <summary>The fields of a message by their names in JSON. Fields may be given later, where messages hold each other.</summary>
internal sealed class MessageShape
{
    private Utf8Table<FieldShape> fields = new([]);

    public MessageShape(params (string Name, FieldShape Field)[] fields) => Set(fields);

    public void Set(params (string Name, FieldShape Field)[] all) => fields = new(all);

    public bool TryGet(ReadOnlySpan<byte> name, out FieldShape field) => fields.TryGet(name, out field);
}
