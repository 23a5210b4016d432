using System.Text;
using Strata.Models.Tokenizers;

namespace Strata.Checks;

/// <summary>Reads the tokenizer keys of a vocabulary-only GGUF file; only for files we know.</summary>
internal static class GgufVocabularyFile
{
    public static TokenizerMetadata Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        _ = (reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadInt64());
        var keys = new Dictionary<string, object>();
        for (var count = reader.ReadInt64(); count > 0; count--)
        {
            var key = Text(reader);
            keys[key] = Value(reader, reader.ReadInt32());
        }

        T? Get<T>(string name) => keys.TryGetValue(name, out var value) ? (T)value : default;
        int? Id(string name) => keys.TryGetValue("tokenizer.ggml." + name, out var value) ? Convert.ToInt32(value, null) : null;
        bool? Flag(string name) => keys.TryGetValue("tokenizer.ggml." + name, out var value) ? (bool)value : null;
        T[]? Items<T>(string name) => Get<object[]>("tokenizer.ggml." + name)?.Cast<T>().ToArray();
        return new TokenizerMetadata
        {
            Model = Get<string>("tokenizer.ggml.model")!,
            Pre = Get<string>("tokenizer.ggml.pre"),
            Tokens = Items<string>("tokens")!,
            Scores = Items<float>("scores"),
            TokenTypes = Items<int>("token_type"),
            Merges = Items<string>("merges"),
            BosId = Id("bos_token_id"),
            EosId = Id("eos_token_id"),
            UnknownId = Id("unknown_token_id"),
            SeparatorId = Id("seperator_token_id"),
            PaddingId = Id("padding_token_id"),
            ClassifierId = Id("cls_token_id"),
            AddBos = Flag("add_bos_token"),
            AddEos = Flag("add_eos_token"),
            AddSpacePrefix = Flag("add_space_prefix"),
            RemoveExtraWhitespaces = Flag("remove_extra_whitespaces"),
            PrecompiledCharsmap = Items<byte>("precompiled_charsmap") ?? [],
            ModelName = Get<string>("general.name"),
            Architecture = Get<string>("general.architecture"),
        };
    }

    private static string Text(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));

    private static object Value(BinaryReader reader, int type) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadByte() != 0,
        8 => Text(reader),
        9 => Array(reader),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        12 => reader.ReadDouble(),
        _ => throw new InvalidDataException($"type {type}"),
    };

    private static object[] Array(BinaryReader reader)
    {
        var type = reader.ReadInt32();
        var items = new object[reader.ReadUInt64()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value(reader, type);
        }

        return items;
    }
}
